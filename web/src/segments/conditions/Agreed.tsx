import { useTranslation } from "react-i18next";
import { Pick } from "../fields/Pick";
import type { Channel, Consent, Purpose, Reachable } from "../tree";
import { useKnown } from "../useKnown";
import type { FormOf } from "./forms";

const CHANNELS: readonly Channel[] = ["sms", "whatsapp"];
const PURPOSES: readonly Purpose[] = ["marketing", "transactional", "tracking"];
const STATES = ["granted", "withdrawn", "unknown"] as const;

export function ConsentForm({ leaf, onLeaf }: FormOf<Consent>) {
  const { t } = useTranslation();
  return (
    <>
      <ForWhat channel={leaf.channel} purpose={leaf.purpose} programme={leaf.programme} onChange={(change) => onLeaf({ ...leaf, ...change })} />
      <Pick
        label={t("segments.state")}
        value={leaf.status ?? "granted"}
        choices={STATES.map((each) => [each, t(`segments.states.${each}`)] as const)}
        onPick={(status) => onLeaf({ ...leaf, status })}
      />
    </>
  );
}

export function ReachableForm({ leaf, onLeaf }: FormOf<Reachable>) {
  return <ForWhat channel={leaf.channel} purpose={leaf.purpose ?? "marketing"} programme={leaf.programme} onChange={(change) => onLeaf({ ...leaf, ...change })} />;
}

interface What {
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly programme: string | undefined;
}

/** Channel, purpose and programme; without a programme, everything. */
function ForWhat({ channel, purpose, programme, onChange }: What & { readonly onChange: (change: Partial<What>) => void }) {
  const { t } = useTranslation();
  const { programmes } = useKnown();
  const named = programmes.map(({ key, name }) => [key, name || key] as const);
  const strange = programme !== undefined && !programmes.some(({ key }) => key === programme) ? [[programme, programme] as const] : [];
  return (
    <>
      <Pick label={t("segments.channel")} value={channel} choices={CHANNELS.map((each) => [each, t(`segments.channels.${each}`)] as const)} onPick={(word) => onChange({ channel: word })} />
      <Pick label={t("segments.purpose")} value={purpose} choices={PURPOSES.map((each) => [each, t(`segments.purposes.${each}`)] as const)} onPick={(word) => onChange({ purpose: word })} />
      {named.length + strange.length > 0 && (
        <Pick
          label={t("segments.programme")}
          value={programme ?? ""}
          choices={[["", t("segments.everything")], ...named, ...strange]}
          onPick={(word) => onChange({ programme: word === "" ? undefined : word })}
        />
      )}
    </>
  );
}
