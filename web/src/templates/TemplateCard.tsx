import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { languageName } from "./languageName";
import type { Listed, Use } from "./queries";
import styles from "./Templates.module.css";

export function TemplateCard({ template, use }: { readonly template: Listed; readonly use: Use | undefined }) {
  const { t, i18n } = useTranslation();
  const { ago } = useFormats();
  const { slug } = usePlace();
  const { name, channel, purpose, locales, approvals, not_sendable, version, updated_at } = template;
  const status = approvals[0]?.status;
  return (
    <li className={styles.card}>
      <h2>
        <Link to="/o/$slug/templates/$name" params={{ slug, name }}>
          {name}
        </Link>
      </h2>
      {(not_sendable ?? status) && (
        <span className={styles.state} data-state={not_sendable ? "held" : status}>
          {not_sendable ? t("templates.standing.held") : status}
        </span>
      )}
      <div className={styles.facts}>
        <span>{t(`channel.${channel}`)}</span>
        <span>{t(`templates.purposes.${purpose}`)}</span>
        <span>{locales.map((locale) => languageName(locale, i18n.language)).join(", ")}</span>
        <span>{t("templates.version", { version })}</span>
        <span>{ago(updated_at)}</span>
        {use && <span>{t("templates.usedBy", { count: use.campaigns })}</span>}
      </div>
      {not_sendable && <p className={styles.why}>{not_sendable}</p>}
    </li>
  );
}
