import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { Pill } from "../parts";
import { defaultsOf } from "./queries";
import { useTerms } from "./useTerms";
import styles from "../Settings.module.css";

/** What holds of somebody who never said a word, and what that rests on. */
export function Defaults() {
  const { t, i18n } = useTranslation();
  const { day } = useFormats();
  const { listed } = useTerms();
  const defaults = useQuery(defaultsOf(usePlace().id, i18n.language));
  return (
    <Sheet title={t("policy.defaults")}>
      <p className={styles.quiet}>{t("policy.defaultsWhy")}</p>
      <Loaded from={defaults}>
        {(rows) => (
          <ul className={styles.list} data-lined>
            {rows.map(({ channel, purpose, on, valid_from, source }) => (
              <li key={`${channel} ${purpose}`} className={styles.words}>
                <span className={styles.row}>
                  <span className={styles.name}>
                    {channel === "*" ? t("policy.eachChannel") : listed([channel])} · {t(`person.purpose.${purpose}`)}
                  </span>
                  <Pill tone={on ? "good" : "plain"}>{t(on ? "policy.defaultOn" : "policy.defaultOff")}</Pill>
                </span>
                <span className={styles.quiet}>
                  {t("law.since", { day: day(valid_from) })} · {source}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Sheet>
  );
}
