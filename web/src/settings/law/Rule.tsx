import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { Pill } from "../parts";
import type { Rule as Shown } from "./queries";
import { useTerms } from "./useTerms";
import styles from "../Settings.module.css";

const LEVELS = ["primary", "secondary", "careful", "unconfirmed"] as const;

/** One rule: what it demands, of what, since when, and what that rests on. */
export function Rule({ rule }: { readonly rule: Shown }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { demands, listed } = useTerms();
  const { id, title, terms, subdivisions, only_without_subdivision, channels, purposes, valid_from, valid_to, may_be_widened, source, confidence, note } = rule;
  const level = LEVELS.find((each) => each === confidence) ?? "unconfirmed";
  const dates = valid_to ? t("law.between", { from: day(valid_from), to: day(valid_to) }) : t("law.since", { day: day(valid_from) });
  return (
    <li className={styles.words}>
      <span className={styles.row}>
        <span className={styles.name}>{title}</span>
        <Pill tone={level === "primary" ? "good" : level === "unconfirmed" ? "bad" : "plain"}>{t(`law.confidence.${level}`)}</Pill>
      </span>
      <span>{demands(terms)}</span>
      <span className={styles.quiet}>{[subdivisions.join(", "), listed(channels), listed(purposes), dates].filter(Boolean).join(" · ")}</span>
      {only_without_subdivision && <span className={styles.quiet}>{t("law.unknownPart")}</span>}
      {may_be_widened && <span className={styles.quiet}>{t("law.widened")}</span>}
      {note && <span className={styles.quiet}>{note}</span>}
      <span className={styles.quiet}>
        {t("law.readIn")} <q dir="auto">{source}</q> · <code>{id}</code>
      </span>
    </li>
  );
}
