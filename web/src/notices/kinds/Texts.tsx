import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { LinkButton } from "../../ui/LinkButton";
import { Sheet } from "../../ui/Page";
import { textsOf, type Channel } from "../queries";
import { CHANNELS } from "./draft";
import type { FieldsProps } from "./KindForm";
import styles from "./Kinds.module.css";

/** What is said by each channel, and what instead when several are said together. */
export function Texts({ draft, change, error }: FieldsProps) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const gathers = draft.groupMinutes.trim() !== "";
  return (
    <Sheet title={t("kinds.texts")}>
      <p className={styles.quiet}>{t("kinds.textsWhy")}</p>
      <div className={styles.fields}>
        {CHANNELS.map((channel) => (
          <TextOf
            key={channel}
            channel={channel}
            purpose={draft.purpose}
            label={t("kinds.textBy", { channel: t(`channel.inside.${channel}`) })}
            value={draft.templates[channel]}
            fault={faultOf(error, `templates.${channel}`)}
            onChoose={(name) => change({ templates: { ...draft.templates, [channel]: name } })}
          />
        ))}
      </div>
      <TextInput
        type="number"
        min={0.2}
        max={1440}
        step="any"
        className={styles.number ?? ""}
        label={t("kinds.group")}
        description={t("kinds.groupHint")}
        value={draft.groupMinutes}
        onChange={(event) => change({ groupMinutes: event.currentTarget.value })}
        error={faultOf(error, "group_within_seconds")}
      />
      {gathers && (
        <div className={styles.fields}>
          {CHANNELS.filter((channel) => draft.templates[channel]).map((channel) => (
            <TextOf
              key={channel}
              channel={channel}
              purpose={draft.purpose}
              label={t("kinds.groupedBy", { channel: t(`channel.${channel}`) })}
              value={draft.groupedTemplates[channel]}
              fault={faultOf(error, `grouped_templates.${channel}`)}
              onChoose={(name) => change({ groupedTemplates: { ...draft.groupedTemplates, [channel]: name } })}
            />
          ))}
        </div>
      )}
      <div className={styles.row}>
        <LinkButton to="/o/$slug/templates/new" params={{ slug }} variant="default" size="compact-md">
          {t("kinds.writeText")}
        </LinkButton>
      </div>
    </Sheet>
  );
}

interface TextProps {
  readonly channel: Channel;
  readonly purpose: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly fault: string | undefined;
  readonly onChoose: (name: string) => void;
}

function TextOf({ channel, purpose, label, value, fault, onChoose }: TextProps) {
  const { t } = useTranslation();
  const texts = useQuery(textsOf(usePlace().id)).data ?? [];
  const names = texts.filter((each) => each.channel === channel && each.purpose === purpose).map(({ name }) => name);
  const offered = value && !names.includes(value) ? [value, ...names] : names;
  return (
    <NativeSelect
      label={label}
      value={value ?? ""}
      onChange={(event) => onChoose(event.currentTarget.value)}
      error={fault}
      data={[{ value: "", label: t("kinds.notUsed") }, ...offered.map((name) => ({ value: name, label: name }))]}
    />
  );
}
