import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/Dialog";
import styles from "./Settings.module.css";

interface Props {
  readonly title: string;
  readonly text: string;
  readonly go: string;
  readonly busy?: boolean;
  /** The label of what must be said with it, such as why. */
  readonly wants?: string;
  readonly onGo: (said: string) => void;
  readonly onClose: () => void;
}

/** A question before what can't be taken back, or what must be given a reason. */
export function Ask({ title, text, go, busy, wants, onGo, onClose }: Props) {
  const { t } = useTranslation();
  const [said, setSaid] = useState("");
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onGo(said.trim());
        }}
      >
        <p>{text}</p>
        {wants && <TextInput label={wants} required withAsterisk={false} maxLength={200} data-autofocus value={said} onChange={(event) => setSaid(event.currentTarget.value)} />}
        <div className={styles.row}>
          <Button type="submit" color="red.8" loading={busy ?? false}>
            {go}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t("settings.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
