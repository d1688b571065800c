import { Portal } from "@mantine/core";
import { useFocusTrap } from "@mantine/hooks";
import { useEffect, useRef, type ReactNode } from "react";
import styles from "./Window.module.css";

interface Props {
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** Near the upper edge, for what grows and shrinks as one types. */
  readonly high?: boolean;
  /** What it is called: words, or the id of those that it shows. */
  readonly label?: string;
  readonly labelledBy?: string;
  readonly children: ReactNode;
}

/** Stands over the page and keeps the keyboard until it is closed; then whoever had the focus has it again, if nothing else took it. Toasts stay above it. */
export function Window({ onClose, wide = false, high = false, label, labelledBy, children }: Props) {
  const trap = useFocusTrap();
  const closing = useRef(onClose);
  closing.current = onClose;
  useEffect(() => {
    const before = document.activeElement;
    const hear = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.isComposing) closing.current();
    };
    addEventListener("keydown", hear, { capture: true });
    return () => {
      removeEventListener("keydown", hear, { capture: true });
      setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus({ preventScroll: true });
      });
    };
  }, []);
  return (
    <Portal>
      <div className={styles.veil} />
      <div className={styles.inner} data-high={high || undefined} onMouseDown={({ target, currentTarget }) => target === currentTarget && onClose()}>
        <section ref={trap} role="dialog" aria-modal="true" aria-label={label} aria-labelledby={labelledBy} tabIndex={-1} className={styles.window} data-wide={wide || undefined}>
          {children}
        </section>
      </div>
    </Portal>
  );
}
