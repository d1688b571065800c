import { useTranslation } from "react-i18next";
import { nameOf } from "../contacts/naming";
import { Icon } from "../ui/Icon";
import type { Judged } from "./queries";
import styles from "./Segments.module.css";

/** Some of those who are meant, each with the conditions that hold and those that do not. */
export function Sample({ people }: { readonly people: readonly Judged[] }) {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t("segments.sample")}</h3>
      <ul className={styles.people}>
        {people.map((person) => (
          <li key={person.contact_id}>
            <strong dir="auto">{nameOf(person) || t("contacts.noName")}</strong>
            <ul className={styles.reasons}>
              {person.reasons.map(({ condition, holds }) => (
                <li key={condition} data-holds={holds || undefined}>
                  <span className={styles.mark}>
                    <Icon name={holds ? "check" : "close"} size={15} label={t(holds ? "segments.holds" : "segments.holdsNot")} />
                  </span>
                  <code>{condition}</code>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}
