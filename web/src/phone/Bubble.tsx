import type { ReactNode } from "react";
import { Said } from "./Said";
import styles from "./Phone.module.css";

interface Props {
  readonly from: "us" | "person";
  readonly text: string;
  readonly header?: string;
  readonly footer?: string;
  /** Small words below, such as a time and how far the message came. */
  readonly note?: ReactNode;
  readonly buttons?: ReactNode;
  readonly failed?: boolean;
  /** Whether links in the text can be followed. */
  readonly opens?: boolean;
}

/** One message as a phone shows it. */
export function Bubble({ from, text, header, footer, note, buttons, failed, opens }: Props) {
  return (
    <div className={styles.message} data-from={from} data-failed={failed || undefined}>
      <div className={styles.bubble} dir="auto">
        {header && <strong className={styles.above}>{header}</strong>}
        <Said text={text} opens={opens} />
        {footer && <small className={styles.below}>{footer}</small>}
        {note && <small className={styles.note}>{note}</small>}
      </div>
      {buttons && <div className={styles.buttons}>{buttons}</div>}
    </div>
  );
}
