import type { ReactNode, Ref } from "react";
import styles from "./Phone.module.css";

export type Look = "sms" | "whatsapp";
export type Scheme = "light" | "dark";

interface Props {
  readonly look: Look;
  readonly scheme: Scheme;
  readonly title: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
  /** What stands below the conversation, such as a line to write in. */
  readonly foot?: ReactNode;
  /** The conversation's own box, which scrolls. */
  readonly box?: Ref<HTMLDivElement>;
}

/** A phone with a conversation on it: its own light or dark, whatever the page's. */
export function Phone({ look, scheme, title, label, children, foot, box }: Props) {
  return (
    <section className={styles.phone} data-look={look} data-scheme={scheme} aria-label={label}>
      <header className={styles.head}>{title}</header>
      <div className={styles.screen} ref={box} tabIndex={0} role="group" aria-label={label}>
        {children}
      </div>
      {foot && <div className={styles.foot}>{foot}</div>}
    </section>
  );
}
