import { Button, CloseButton } from "@mantine/core";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Window } from "./Window";
import styles from "./Dialog.module.css";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  /** Whether closing would lose something: then it is asked about first. */
  readonly unsaved?: boolean;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** One thing to do, over the page. What was typed is never lost by a slip. */
export function Dialog({ title, onClose, unsaved = false, wide = false, children }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const id = useId();
  const close = () => (unsaved && !asking ? setAsking(true) : onClose());
  return (
    <Window onClose={close} wide={wide} labelledBy={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <CloseButton aria-label={t("dialog.close")} onClick={close} />
      </div>
      <div className={styles.body}>
        {asking && (
          <div role="alert" className={styles.asking}>
            <p>{t("dialog.unsaved")}</p>
            <div className={styles.row}>
              <Button size="compact-md" onClick={() => setAsking(false)}>
                {t("dialog.stay")}
              </Button>
              <Button size="compact-md" variant="default" onClick={onClose}>
                {t("dialog.discard")}
              </Button>
            </div>
          </div>
        )}
        {children}
      </div>
    </Window>
  );
}
