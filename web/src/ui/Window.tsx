import { Portal } from "@mantine/core";
import { useFocusTrap } from "@mantine/hooks";
import { useCallback, useEffect, useRef, type ReactNode } from "react";
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
  const begin = useCallback(
    (box: HTMLElement | null) => {
      if (box && matchMedia("(hover: hover)").matches) markFirst(box); // on a phone a field brings its keyboard over what there is to read
      trap(box);
    },
    [trap],
  );
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
        <section ref={begin} role="dialog" aria-modal="true" aria-label={label} aria-labelledby={labelledBy} tabIndex={-1} className={styles.window} data-wide={wide || undefined}>
          {children}
        </section>
      </div>
    </Portal>
  );
}

/** Has the focus begin at the first field that there is to fill in, unless somebody chose another place for it. */
function markFirst(box: HTMLElement): void {
  if (box.querySelector("[data-autofocus]")) return;
  box.querySelector<HTMLElement>("input:not([type=radio], [type=checkbox], [type=file], [type=hidden], :disabled), textarea:not(:disabled), select:not(:disabled)")?.setAttribute("data-autofocus", "");
}
