import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { Sheet } from "../../ui/Page";
import type { DryRun } from "../queries";
import styles from "./Review.module.css";

/** What the law demands in the text and is not there: where, for how many, and what to write. */
export function Texts({ texts }: { readonly texts: DryRun["texts"] }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  return (
    <Sheet title={t("review.texts")}>
      <ul className={styles.texts}>
        {texts.map(({ rule, locale, where, sentence, suggestion, fix, people, source, blocking }) => (
          <li key={`${rule} ${locale}`} data-blocking={blocking || undefined}>
            <strong>{sentence}</strong>
            <span>
              {where} · {locale} · {t("campaign.people", { count: people, replace: { count: count(people) } })}
            </span>
            {suggestion && <q lang={locale.slice(0, 2)}>{suggestion}</q>}
            <span>{fix}</span>
            <small>{source}</small>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
