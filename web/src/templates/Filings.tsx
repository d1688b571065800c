import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import type { Whole } from "./queries";
import styles from "./Templates.module.css";
import { useSeeing } from "./useSeeing";

/** As what a WhatsApp template was submitted and under which category its provider files it, with what follows where these differ or will. */
export function Filings({ template }: { readonly template: Whole }) {
  const { t } = useTranslation();
  const { ago, moment } = useFormats();
  const place = usePlace();
  const see = useSeeing(template.name);
  if (template.filings.length === 0) return null;
  const turned = template.counts_as === "marketing" && template.purpose !== "marketing";
  const submitted = [...new Set(template.locales.map(({ body }) => ("category" in body && body.category) || "none"))];
  const differs = turned || template.filings.some(({ category }) => submitted.some((each) => each !== "none" && each !== category));
  const announced = template.filings.filter(({ coming }) => coming !== null);
  const unseen = (differs || announced.length > 0) && template.filings.some(({ seen_at: seen }) => seen === null);
  return (
    <div className={styles.approvals}>
      {differs && (
        <p role="status" className={styles.held}>
          {t(turned ? "templates.filing.marketing" : "templates.filing.other")}
        </p>
      )}
      {announced.length > 0 && (
        <p role="status" className={styles.held}>
          {t(announced.some(({ coming }) => coming === "marketing") && template.purpose !== "marketing" ? "templates.filing.marketingSoon" : "templates.filing.otherSoon")}
        </p>
      )}
      <ul className={styles.said}>
        <li>{t("templates.filing.submitted", { as: submitted.map((each) => t(`templates.filing.as.${each}`)).join(", ") })}</li>
        {template.filings.map(({ provider, provider_name: known, language, category, former, changed_at: at, coming, comes_at: from }) => (
          <li key={`${provider} ${known} ${language}`}>
            {t("templates.filing.filed", { as: t(`templates.filing.as.${category}`) })} · <code>{known}</code> {language} · {ago(at)}
            {coming && (
              <strong className={styles.reason}>
                {from ? t("templates.filing.from", { as: t(`templates.filing.as.${coming}`), from: moment(from) }) : t("templates.filing.soon", { as: t(`templates.filing.as.${coming}`) })}
              </strong>
            )}
            {former && <span className={styles.reason}>{t("templates.filing.former", { as: t(`templates.filing.as.${former}`) })}</span>}
          </li>
        ))}
      </ul>
      {unseen && may(place, "templates:write") && (
        <p>
          <Button variant="default" size="sm" onClick={see}>
            {t("templates.filing.see")}
          </Button>
        </p>
      )}
    </div>
  );
}
