import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { difference, partsOf } from "./diff";
import { languageName } from "./languageName";
import type { Version } from "./queries";
import { Who } from "../who/Who";
import styles from "./Versions.module.css";

interface Props {
  readonly version: Version;
  readonly before: Version | undefined;
  /** Whether all versions are there, so that one without an earlier one is the first. */
  readonly whole: boolean;
  readonly onGoBack?: (() => void) | undefined;
}

const PARTS = ["subject", "header", "text", "html", "values", "footer", "buttons", "postalAddress", "providerName"] as const;

/** One version: by whom, when, and each part that it changed, old and new words marked. */
export function VersionCard({ version, before, whole, onGoBack }: Props) {
  const { t, i18n } = useTranslation();
  const { moment } = useFormats();
  const [old, fresh] = [partsOf(before?.body), partsOf(version.body)];
  const changed = PARTS.filter((part) => (old.get(part) ?? "") !== (fresh.get(part) ?? ""));
  return (
    <li className={styles.version}>
      <header className={styles.head}>
        <h2>
          {t("templates.ofLanguage", { language: languageName(version.locale, i18n.language), version: version.of_locale })}
        </h2>
        <p className={styles.quiet}>
          {t("templates.inAll", { version: version.version })} · {moment(version.created_at)} · <Who actor={version.created_by} />
        </p>
        {onGoBack && (
          <Button variant="default" size="compact-md" onClick={onGoBack}>
            {t("templates.goBack", { version: version.of_locale })}
          </Button>
        )}
      </header>
      {!before && whole && <p className={styles.quiet}>{t("templates.firstVersion")}</p>}
      {before && changed.length === 0 && <p className={styles.quiet}>{t("templates.sameWords")}</p>}
      <dl className={styles.parts}>
        {changed.map((part) => (
          <div key={part}>
            <dt>{t(`templates.parts.${part}`)}</dt>
            <dd dir="auto">
              {difference(old.get(part) ?? "", fresh.get(part) ?? "").map(({ kind, text }, place) => {
                if (kind === "gone") return <del key={place}>{text}</del>;
                return kind === "new" && before ? <ins key={place}>{text}</ins> : <span key={place}>{text}</span>;
              })}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
