import { useTranslation } from "react-i18next";
import { Sheet } from "../../ui/Page";
import { NumberField } from "./NumberField";
import type { SettingsProps } from "./SettingsOfInbox";
import settings from "../../settings/Settings.module.css";

const MONTH_HOURS = 720;
const MOST_A_DAY = 50;

/** How sure a machine must be to answer alone, and when it leaves people to people. */
export function Sureness({ draft, change, error, readOnly }: SettingsProps) {
  const { t } = useTranslation();
  const wrong = Number(draft.likely) > Number(draft.sure) ? t("answering.likelyAbove") : undefined;
  const fields = { error, readOnly };
  return (
    <Sheet title={t("answering.sureness")}>
      <p className={settings.quiet}>{t("answering.surenessWhat")}</p>
      <div className={settings.fields}>
        <NumberField {...fields} field="sure" label={t("answering.sure")} min={1} max={100} value={draft.sure} onChange={(sure) => change({ sure })} />
        <NumberField {...fields} field="likely" label={t("answering.likely")} min={1} max={100} wrong={wrong} value={draft.likely} onChange={(likely) => change({ likely })} />
      </div>
      <div className={settings.fields}>
        <NumberField {...fields} field="again_after" label={t("answering.again")} min={0.1} max={MONTH_HOURS} parts value={draft.againHours} onChange={(againHours) => change({ againHours })} />
        <NumberField {...fields} field="most_a_day" label={t("answering.mostADay")} min={1} max={MOST_A_DAY} value={draft.mostADay} onChange={(mostADay) => change({ mostADay })} />
        <NumberField {...fields} field="quiet_after_agent" label={t("answering.quietAfter")} min={0} max={MONTH_HOURS} parts value={draft.quietHours} onChange={(quietHours) => change({ quietHours })} />
      </div>
    </Sheet>
  );
}
