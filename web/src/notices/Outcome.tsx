import { useTranslation } from "react-i18next";
import type { State } from "./queries";
import styles from "./Notices.module.css";

/** Where a notice stands, in a word; its colour says the same. */
export function Outcome({ state }: { readonly state: State }) {
  const { t } = useTranslation();
  return (
    <span className={styles.outcome} data-state={state}>
      {t(`notices.states.${state}`)}
    </span>
  );
}
