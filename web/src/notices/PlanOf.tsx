import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { Sheet } from "../ui/Page";
import type { Plan } from "./queries";
import styles from "./Notices.module.css";

const WHOSE = ["kind", "person", "habit"] as const;

/** Why each channel was in or out, in the order in which they would be tried. */
export function PlanOf({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const whose = WHOSE.find((each) => each === plan.by) ?? "cascade";
  return (
    <Sheet title={t("notices.why")}>
      <p className={styles.quiet}>{t(`notices.by.${whose}`)}</p>
      <ol className={styles.plan}>
        {plan.channels.map(({ channel, usable, beside, reason }, index) => (
          <li key={index} data-usable={usable || undefined}>
            <strong>
              {t(`channel.${channel}`)}
              {beside && <span className={styles.quiet}> {t("notices.besideIt")}</span>}
            </strong>
            <span>
              {reason ? reason.sentence : t("notices.usable")} {reason && <span className={styles.quiet}>{[reason.detail, reason.fix].filter(Boolean).join(" · ")}</span>}
            </span>
          </li>
        ))}
      </ol>
      {plan.habits.length > 0 && <Habits habits={plan.habits} chosen={plan.by === "habit"} />}
    </Sheet>
  );
}

function Habits({ habits, chosen }: { readonly habits: Plan["habits"]; readonly chosen: boolean }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  return (
    <div className={styles.habits}>
      <h3>{t("notices.habits")}</h3>
      <ul>
        {habits.map(({ channel, tried, worked, engaged }) => (
          <li key={channel}>
            {t(`channel.${channel}`)}: {t("notices.habit", { tried: count(tried), worked: count(worked), engaged: count(engaged) })}
          </li>
        ))}
      </ul>
      {!chosen && <p className={styles.quiet}>{t("notices.abstained")}</p>}
    </div>
  );
}
