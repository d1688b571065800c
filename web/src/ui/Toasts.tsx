import { Button, CloseButton } from "@mantine/core";
import { useRef, type FocusEvent } from "react";
import { useTranslation } from "react-i18next";
import { dismiss, hold, useToasts } from "./toasts";
import { receive } from "./useFocusKept";
import styles from "./Toasts.module.css";

/** What just happened, told to screen readers too; what can be taken back, can be taken back here, and the focus goes back where it was. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const before = useRef<HTMLElement | null>(null);
  const entered = ({ relatedTarget, currentTarget }: FocusEvent) => {
    hold(true);
    if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget)) before.current = relatedTarget;
  };
  const left = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) hold(false);
  };
  const end = (id: number) => {
    dismiss(id);
    hold(false);
    receive(before.current?.isConnected ? before.current : document.querySelector<HTMLElement>("h1"));
  };
  return (
    <section
      className={styles.region}
      aria-label={t("toast.region")}
      aria-live="polite"
      onFocus={entered}
      onBlur={left}
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
    >
      {toasts.map(({ id, text, tone, undo }) => (
        <div key={id} className={styles.toast} data-tone={tone}>
          <span>{text}</span>
          {undo && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                undo();
                end(id);
              }}
            >
              {t("toast.undo")}
            </Button>
          )}
          <CloseButton aria-label={t("toast.close")} onClick={() => end(id)} />
        </div>
      ))}
    </section>
  );
}
