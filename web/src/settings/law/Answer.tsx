import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { Note } from "../parts";
import { momentIn } from "./momentIn";
import { Rule } from "./Rule";
import type { Sample } from "./queries";
import styles from "../Settings.module.css";

/** What the rules say of somebody at a moment: yes or no first, then until when, then why. */
export function Answer({ sample }: { readonly sample: Sample }) {
  const { t, i18n } = useTranslation();
  const { moment } = useFormats();
  const turn = sample.open ? sample.until : sample.opens;
  const [zone] = sample.zones.length === 1 ? sample.zones : [];
  const when = turn ? (zone ? t("law.theirTime", { when: momentIn(i18n.language, turn, zone), zone }) : t("law.yourTime", { when: moment(turn) })) : undefined;
  return (
    <div role="status" className={styles.list}>
      <Note tone={sample.open ? "good" : "bad"}>
        <strong>{t(sample.open ? "law.mayLeave" : "law.mayNot")}</strong>
        <p>{when ? t(sample.open ? "law.until" : "law.from", { when }) : t(sample.open ? "law.always" : "law.never")}</p>
      </Note>
      {sample.closed_by.map(({ code, rule, source, zone: there }) => (
        <div key={`${code} ${rule} ${there}`} className={styles.words}>
          <span>
            {t(`law.closed.${isKnown(code) ? code : "other"}`)} {rule && <code>{rule}</code>} ({there})
          </span>
          {source && <span className={styles.quiet}>{source}</span>}
        </div>
      ))}
      <p className={styles.quiet}>
        {t("law.where", { places: sample.places.join(", ") || "?" })} · {sample.zones.join(", ")}
      </p>
      <details>
        <summary>{t("law.inForce", { count: sample.rules.length })}</summary>
        <ul className={styles.list} data-lined>
          {sample.rules.map(({ rule }) => (
            <Rule key={rule.id} rule={rule} />
          ))}
        </ul>
      </details>
    </div>
  );
}

const KNOWN = ["quiet_hours", "quiet_day", "public_holiday"] as const;

function isKnown(code: string): code is (typeof KNOWN)[number] {
  return KNOWN.some((each) => each === code);
}
