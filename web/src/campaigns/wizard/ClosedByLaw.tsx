import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { lawsOf, type ClosedDay } from "./month";
import styles from "./Calendar.module.css";

/** The rules of law that close days of a plan, each with its days and where it stands. */
export function ClosedByLaw({ closed }: { readonly closed: readonly ClosedDay[] }) {
  const { t, i18n } = useTranslation();
  const { shortDay } = useFormats();
  const laws = lawsOf(closed);
  const listed = new Intl.ListFormat(i18n.language);
  if (laws.length === 0) return null;
  return (
    <details className={styles.laws}>
      <summary>{t("forecast.closedByLaw", { count: closed.length })}</summary>
      <ul>
        {laws.map(({ rule, days }) => (
          <li key={`${rule.pack} ${rule.rule}`}>
            <strong>{listed.format(days.map((day) => shortDay(day)))}</strong>
            <span>{t("forecast.law", { where: rule.where, title: rule.title })}</span>
            <small>{rule.source}</small>
          </li>
        ))}
      </ul>
    </details>
  );
}
