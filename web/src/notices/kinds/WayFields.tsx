import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { faultOf, Tick } from "../../settings/parts";
import { Choices } from "../../ui/Choices";
import { Icon } from "../../ui/Icon";
import { Sheet } from "../../ui/Page";
import type { Cascades } from "../queries";
import { spanIn } from "../spans";
import { CHANNELS, earlier, orderOf, OWN } from "./draft";
import type { FieldsProps } from "./KindForm";
import styles from "./Kinds.module.css";

const MINUTE = 60;

/** In which order channels are tried, and how long each is waited for. */
export function WayFields({ draft, change, error, cascades }: FieldsProps & { readonly cascades: Cascades }) {
  const { t, i18n } = useTranslation();
  const named = cascades.items.map(({ name, words }) => ({ value: name, title: titleOf(name), text: words[i18n.language] ?? words.en }));
  function titleOf(name: string) {
    return name === "standard" || name === "text_first" || name === "thrifty" ? t(`kinds.cascades.${name}`) : name;
  }
  const own = draft.cascade === OWN;
  const used = CHANNELS.filter((channel) => draft.templates[channel]);
  return (
    <Sheet title={t("kinds.order")}>
      <Choices
        legend={t("kinds.cascade")}
        name="cascade"
        value={draft.cascade}
        choices={[...named, { value: OWN, title: t("kinds.own"), text: t("kinds.ownWhy") }]}
        onChoose={(cascade) => change(cascade === OWN ? { cascade, order: orderOf(draft) } : { cascade, order: [] })}
      />
      {own && <OwnOrder draft={draft} change={change} error={error} />}
      <div className={styles.fields}>
        {used.map((channel) => (
          <TextInput
            key={channel}
            type="number"
            min={0.2}
            step="any"
            label={t("kinds.waitOf", { channel: t(`channel.inside.${channel}`) })}
            placeholder={String((cascades.wait_seconds[channel] ?? MINUTE) / MINUTE)}
            description={t(cascades.counts_as_arrived.includes(channel) ? "kinds.queueHint" : "kinds.waitHint", { span: spanIn(i18n.language, cascades.wait_seconds[channel] ?? MINUTE) })}
            value={draft.waitMinutes[channel] ?? ""}
            onChange={(event) => change({ waitMinutes: { ...draft.waitMinutes, [channel]: event.currentTarget.value } })}
            error={faultOf(error, `wait_seconds.${channel}`)}
          />
        ))}
      </div>
      <Tick label={t("kinds.highValue")} checked={draft.highValue} onChange={(highValue) => change({ highValue })} />
      <Tick label={t("kinds.smartTick")} checked={draft.smart && !own} disabled={own} onChange={(smart) => change({ smart })} />
    </Sheet>
  );
}

function OwnOrder({ draft, change }: FieldsProps) {
  const { t } = useTranslation();
  const order = orderOf(draft);
  if (order.length === 0) return <p className={styles.quiet}>{t("kinds.noSteps")}</p>;
  return (
    <ol className={styles.order}>
      {order.map((channel, index) => (
        <li key={channel}>
          <div>
            <span>{t(`channel.${channel}`)}</span>
            <Button
              variant="default"
              size="compact-md"
              disabled={index === 0}
              aria-label={t("kinds.earlier", { channel: t(`channel.${channel}`) })}
              onClick={() => change({ order: earlier(order, channel) })}
            >
              <Icon name="up" size={16} />
            </Button>
          </div>
        </li>
      ))}
    </ol>
  );
}
