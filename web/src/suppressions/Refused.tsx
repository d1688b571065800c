import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { sentences } from "../ui/sentences";
import styles from "./Suppressions.module.css";

const SHOWN = 20;

interface Props {
  readonly numbers: readonly string[];
  readonly refused: readonly Schemas["UnreadableShown"][];
}

/** Which of the pasted numbers could not be read, and why. */
export function Refused({ numbers, refused }: Props) {
  const { t } = useTranslation();
  if (refused.length === 0) return null;
  return (
    <div role="alert">
      <p>{t("suppressions.refused", { count: refused.length })}</p>
      <ul className={styles.refused}>
        {refused.slice(0, SHOWN).map((each) => (
          <li key={each.position}>
            <bdi dir="ltr">{numbers[each.position]}</bdi>: {sentences(each.message, each.fix)}
          </li>
        ))}
      </ul>
    </div>
  );
}
