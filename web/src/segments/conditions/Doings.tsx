import { useTranslation } from "react-i18next";
import { HowOften } from "../fields/HowOften";
import { NumberField } from "../fields/Number";
import { Pick } from "../fields/Pick";
import { When } from "../fields/When";
import { Where } from "../fields/Where";
import { Word } from "../fields/Word";
import type { Did, Engagement, Turn, Without } from "../tree";
import { useKnown } from "../useKnown";
import type { FormOf } from "./forms";

const ACTIONS = ["opened", "clicked", "replied"] as const;
const CHANNELS = ["any", "sms", "whatsapp", "email", "push"] as const;
const TURNS = ["first", "last"] as const;

export function DidForm({ leaf, onLeaf }: FormOf<Did>) {
  const { t } = useTranslation();
  const { events } = useKnown();
  return (
    <>
      <Word label={t("segments.event")} value={leaf.event} known={events} onWord={(event) => onLeaf({ ...leaf, event })} />
      <HowOften times={leaf.times} onTimes={(times) => onLeaf({ ...leaf, times })} />
      <When period={leaf.period} onPeriod={(period) => onLeaf({ ...leaf, period })} />
      <Where where={leaf.where} onWhere={(where) => onLeaf({ ...leaf, where })} />
    </>
  );
}

export function TurnForm({ leaf, onLeaf }: FormOf<Turn>) {
  const { t } = useTranslation();
  const { events } = useKnown();
  return (
    <>
      <Pick label={t("segments.turn")} value={leaf.which} choices={TURNS.map((each) => [each, t(`segments.turns.${each}`)] as const)} onPick={(which) => onLeaf({ ...leaf, which })} />
      <Word label={t("segments.event")} value={leaf.event} known={events} onWord={(event) => onLeaf({ ...leaf, event })} />
      <When needed period={leaf.period} onPeriod={(period) => onLeaf({ ...leaf, period: period ?? { days: null } })} />
      <Where where={leaf.where} onWhere={(where) => onLeaf({ ...leaf, where })} />
    </>
  );
}

export function WithoutForm({ leaf, onLeaf }: FormOf<Without>) {
  const { t } = useTranslation();
  const { events } = useKnown();
  return (
    <>
      <Word label={t("segments.event")} value={leaf.event} known={events} onWord={(event) => onLeaf({ ...leaf, event })} />
      <Where where={leaf.where} onWhere={(where) => onLeaf({ ...leaf, where })} />
      <span>{t("segments.andNot")}</span>
      <Word label={t("segments.missingEvent")} value={leaf.missing} known={events} onWord={(missing) => onLeaf({ ...leaf, missing })} />
      <Where where={leaf.missing_where} onWhere={(where) => onLeaf({ ...leaf, missing_where: where })} />
      <span>{t("segments.within")}</span>
      <NumberField label={t("segments.days")} value={leaf.days} onNumber={(days) => onLeaf({ ...leaf, days })} />
      <span>{t("segments.daysAfter")}</span>
    </>
  );
}

export function EngagementForm({ leaf, onLeaf }: FormOf<Engagement>) {
  const { t } = useTranslation();
  return (
    <>
      <Pick label={t("segments.action")} value={leaf.action} choices={ACTIONS.map((each) => [each, t(`segments.actions.${each}`)] as const)} onPick={(action) => onLeaf({ ...leaf, action })} />
      <Pick
        label={t("segments.channel")}
        value={leaf.channel ?? "any"}
        choices={CHANNELS.map((each) => [each, t(`segments.channels.${each}`)] as const)}
        onPick={(channel) => onLeaf({ ...leaf, channel: channel === "any" ? undefined : channel })}
      />
      <HowOften times={leaf.times} onTimes={(times) => onLeaf({ ...leaf, times })} />
      <When period={leaf.period} onPeriod={(period) => onLeaf({ ...leaf, period })} />
    </>
  );
}
