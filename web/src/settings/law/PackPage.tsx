import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Back } from "../../ui/Back";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { SettingsPage } from "../SettingsPage";
import { packOf } from "./queries";
import { Rule } from "./Rule";
import styles from "../Settings.module.css";

/** The rules of one jurisdiction, each with its source and its days. */
export function PackPage() {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { id, slug } = usePlace();
  const { pack } = useParams({ from: "/o/$slug/settings/rules/$pack" });
  const found = useQuery(packOf(id, pack));
  const back = (
    <Back to="/o/$slug/settings/rules" params={{ slug }}>
      {t("settings.sections.rules")}
    </Back>
  );
  return (
    <Loaded from={found} height={320}>
      {({ name, reviewed_on, rules }) => (
        <SettingsPage title={name} lead={t("law.reviewed", { day: day(reviewed_on) })} above={back}>
          <Sheet label={name}>
            <p className={styles.quiet}>{t("law.noAdvice")}</p>
            <ul className={styles.list} data-lined>
              {rules.map((rule) => (
                <Rule key={rule.id} rule={rule} />
              ))}
            </ul>
          </Sheet>
        </SettingsPage>
      )}
    </Loaded>
  );
}
