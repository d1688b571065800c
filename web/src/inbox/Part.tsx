import type { ReactNode } from "react";
import styles from "./Inbox.module.css";

/** A part of what stands beside a conversation. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
