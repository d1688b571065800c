import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, Refusal } from "../parts";
import { useDoing } from "../useDoing";
import { numberIn } from "./numbers";
import { setPace, type Sender } from "./queries";
import styles from "../Settings.module.css";

/** How fast a number may send; nothing written is as fast as there is work. */
export function Pace({ sender, onDone }: { readonly sender: Sender; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [hour, setHour] = useState(sender.per_hour?.toString() ?? "");
  const [second, setSecond] = useState(sender.per_second?.toString() ?? "");
  const { mutate, error, isPending } = useDoing((pace: { per_hour: number | null; per_second: number | null }) => setPace(sender.id, pace), {
    quiet: true,
    said: () => ({ text: t("senders.paceSet", { name: sender.label }), before: { per_hour: sender.per_hour, per_second: sender.per_second } }),
    after: onDone,
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ per_hour: numberIn(hour), per_second: numberIn(second) });
      }}
    >
      <Refusal error={error} fields={["per_hour", "per_second"]} />
      <div className={styles.fields}>
        <TextInput
          type="number"
          min={1}
          label={t("senders.hour")}
          placeholder={t("senders.unlimited")}
          autoFocus
          value={hour}
          onChange={(event) => setHour(event.currentTarget.value)}
          error={faultOf(error, "per_hour")}
        />
        <TextInput
          type="number"
          min={0.001}
          step="any"
          label={t("senders.second")}
          placeholder={t("senders.unlimited")}
          value={second}
          onChange={(event) => setSecond(event.currentTarget.value)}
          error={faultOf(error, "per_second")}
        />
      </div>
      <div className={styles.row}>
        <Button type="submit" loading={isPending}>
          {t("settings.save")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("settings.cancel")}
        </Button>
      </div>
    </form>
  );
}
