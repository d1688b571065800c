import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./Inbox.module.css";

interface Props {
  readonly busy: boolean;
  readonly onSend: () => void;
  readonly onDrop: () => void;
}

/** A colleague was faster: what was written is still there, and is sent only if that is said. */
export function AnsweredMeanwhile({ busy, onSend, onDrop }: Props) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={styles.meanwhile}>
      <p>{t("inbox.meanwhile")}</p>
      <div className={styles.sendRow}>
        <Button size="compact-md" loading={busy} onClick={onSend}>
          {t("inbox.sendAnyway")}
        </Button>
        <Button size="compact-md" variant="default" onClick={onDrop}>
          {t("inbox.readFirst")}
        </Button>
      </div>
    </div>
  );
}
