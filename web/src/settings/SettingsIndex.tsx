import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Page } from "../ui/Page";
import { sectionsOf } from "./sections";
import styles from "./SettingsIndex.module.css";

/** Everything that can be set, each with what it is for. */
export function SettingsIndex() {
  const { t } = useTranslation();
  const place = usePlace();
  return (
    <Page title={t("settings.title")} lead={t("settings.lead")}>
      <div className={styles.groups}>
        {sectionsOf(place).map(({ group, sections }) => (
          <section key={group} className={styles.group} aria-label={t(`settings.groups.${group}`)}>
            <h2>{t(`settings.groups.${group}`)}</h2>
            <ul className={styles.cards}>
              {sections.map(({ name, to }) => (
                <li key={name} className={styles.card}>
                  <Link to={to} params={{ slug: place.slug }}>
                    {t(`settings.sections.${name}`)}
                  </Link>
                  <p>{t(`settings.why.${name}`)}</p>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Page>
  );
}
