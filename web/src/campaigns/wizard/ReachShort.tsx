import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Reach } from "../queries";
import styles from "./Reach.module.css";
import { Figure } from "./ReachPanel";

interface Props {
  readonly reach: Reach;
  readonly counting: boolean;
  /** Where all of it stands. */
  readonly whole: RefObject<HTMLElement | null>;
}

/** On a phone the count of reach in one line at the edge of the screen, while one chooses from a long list above it. */
export function ReachShort({ reach, counting, whole }: Props) {
  const { t } = useTranslation();
  return (
    <button type="button" className={styles.short} aria-busy={counting} title={t("reach.title")} onClick={() => whole.current?.scrollIntoView({ behavior: "smooth" })}>
      <Figure reach={reach} />
    </button>
  );
}
