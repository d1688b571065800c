import { useTranslation } from "react-i18next";
import { shownState } from "../campaigns/recipients/states";
import { Icon } from "../ui/Icon";
import type { Attempt } from "./queries";
import styles from "./Notices.module.css";

/** By which channels a notice was tried, one after the other, and what became of each. */
export function Chain({ attempts }: { readonly attempts: readonly Attempt[] }) {
  const { t } = useTranslation();
  return (
    <ol className={styles.chain}>
      {attempts.map(({ step, channel, state, beside }) => (
        <li key={step} data-state={state ?? undefined} data-beside={beside || undefined}>
          {step > 0 && (beside ? <Icon name="plus" size={14} label={t("notices.besideIt")} /> : <Icon name="next" size={14} label={t("notices.then")} />)}
          <span>
            {t(`channel.${channel}`)}
            <span className={styles.quiet}> {state ? t(`recipients.states.${shownState(state)}`) : t("notices.gone")}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
