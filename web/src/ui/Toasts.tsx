import { Button, CloseButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dismiss, useToasts } from "./toasts";
import styles from "./Toasts.module.css";

/** What just happened, told to screen readers too; what can be taken back, can be taken back here. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts();
  return (
    <section className={styles.region} aria-label={t("toast.region")} aria-live="polite">
      {toasts.map(({ id, text, tone, undo }) => (
        <div key={id} className={styles.toast} data-tone={tone}>
          <span>{text}</span>
          {undo && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                undo();
                dismiss(id);
              }}
            >
              {t("toast.undo")}
            </Button>
          )}
          <CloseButton aria-label={t("toast.close")} onClick={() => dismiss(id)} />
        </div>
      ))}
    </section>
  );
}
