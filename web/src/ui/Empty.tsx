import type { ReactNode } from "react";
import { Wave } from "./Wave";
import styles from "./Empty.module.css";

interface Props {
  readonly title: string;
  readonly why: string;
  readonly command?: string;
  /** Whether nothing else is on the page. */
  readonly alone?: boolean;
  readonly children?: ReactNode;
}

/** Says that there is nothing, why, and what to do about it. */
export function Empty({ title, why, command, alone, children }: Props) {
  const Title = alone ? "h1" : "h2";
  return (
    <div className={styles.empty}>
      <Wave />
      <Title>{title}</Title>
      <p>{why}</p>
      {command && <code>{command}</code>}
      {children}
    </div>
  );
}
