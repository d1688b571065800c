import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Icon } from "../ui/Icon";
import { LinkButton } from "../ui/LinkButton";
import { Sheet } from "../ui/Page";
import type { HomeSeen } from "./queries";
import styles from "./Home.module.css";

const STEPS = [
  { step: "sender", to: "/o/$slug/settings/connections", needs: "channels:write" },
  { step: "people", to: "/o/$slug/contacts", needs: "contacts:write" },
  { step: "campaign", to: "/o/$slug/campaigns/new", needs: "campaigns:write" },
] as const;

/** Three steps to the first campaign; the first that is not done is the one to take. */
export function FirstSteps({ steps }: { readonly steps: HomeSeen["steps"] }) {
  const { t } = useTranslation();
  const place = usePlace();
  const next = STEPS.find(({ step }) => !steps[step])?.step;
  return (
    <Sheet title={t("home.begin")}>
      <ol className={styles.steps}>
        {STEPS.map(({ step, to, needs }, at) => (
          <li key={step} className={styles.step} data-done={steps[step] || undefined}>
            <span className={styles.mark}>{steps[step] ? <Icon name="check" size={20} label={t("home.done")} /> : at + 1}</span>
            <div>
              <h3>{t(`home.steps.${step}`)}</h3>
              <p className={styles.quiet}>{t(`home.steps.${step}Why`)}</p>
            </div>
            {!steps[step] && may(place, needs) && (
              <LinkButton to={to} params={{ slug: place.slug }} variant={step === next ? "filled" : "default"}>
                {t(`home.steps.${step}Go`)}
              </LinkButton>
            )}
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
