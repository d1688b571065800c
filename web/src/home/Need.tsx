import type { ReactNode } from "react";
import { Icon, type IconName } from "../ui/Icon";
import styles from "./Home.module.css";

interface NeedProps {
  readonly icon: IconName;
  readonly what: string;
  readonly how: string;
  readonly when: string | null;
  readonly children?: ReactNode;
}

/** One thing that waits for a person: what, how to do something about it, since when. */
export function Need({ icon, what, how, when, children }: NeedProps) {
  return (
    <li className={styles.need}>
      <Icon name={icon} />
      <div>
        <p className={styles.what}>{what}</p>
        <p className={styles.quiet}>{how}</p>
        <p className={styles.facts}>
          {when && <span>{when}</span>}
          {children}
        </p>
      </div>
    </li>
  );
}
