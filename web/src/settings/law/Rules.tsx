import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { SettingsPage } from "../SettingsPage";
import { packsOf } from "./queries";
import { SamplePerson } from "./SamplePerson";
import styles from "../Settings.module.css";

/** The law as Tidings knows it, and what it means for somebody. */
export function Rules() {
  const { t } = useTranslation();
  const { day, country } = useFormats();
  const { id, slug } = usePlace();
  const packs = useQuery(packsOf(id));
  return (
    <SettingsPage title={t("settings.sections.rules")} lead={t("law.lead")}>
      <SamplePerson />
      <Sheet title={t("law.packs")}>
        <p className={styles.quiet}>{t("law.noAdvice")}</p>
        <Loaded from={packs}>
          {(rows) => (
            <ul className={styles.list} data-lined>
              {rows.map(({ id: pack, name, countries, reviewed_on }) => (
                <li key={pack} className={styles.words}>
                  <Link to="/o/$slug/settings/rules/$pack" params={{ slug, pack }} className={styles.name}>
                    {name}
                  </Link>
                  {countries.length > 1 && <span className={styles.quiet}>{countries.map(country).join(", ")}</span>}
                  <span className={styles.quiet}>{t("law.reviewed", { day: day(reviewed_on) })}</span>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </Sheet>
    </SettingsPage>
  );
}
