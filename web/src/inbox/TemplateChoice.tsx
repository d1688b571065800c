import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { contactOf } from "../contacts/person/queries";
import { previewOf, templateOf, type Whole } from "../templates/queries";
import { personOf } from "../templates/samples";
import { textsFor, type Channel, type Opened } from "./queries";
import styles from "./Inbox.module.css";

export interface Chosen {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

interface Props {
  readonly thread: Opened;
  readonly channel: Channel;
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen | undefined) => void;
}

/** A text that the provider approved, where free text may not go any more; what it names and nobody knows is filled in here. */
export function TemplateChoice({ thread, channel, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data } = useQuery({ ...textsFor(place.id, channel), enabled: may(place, "templates:read") });
  const whole = useQuery({ ...templateOf(place.id, chosen?.name ?? ""), enabled: chosen !== undefined }).data;
  const own = whole?.variables.filter((name) => !name.includes(".") && !KNOWN.has(name)) ?? [];
  if (data?.length === 0) return <p className={styles.quiet}>{t("inbox.noTemplates", { channel: t(`channel.${channel}`) })}</p>;
  return (
    <div className={styles.template}>
      <NativeSelect
        size="sm"
        aria-label={t("inbox.template")}
        value={chosen?.name ?? ""}
        onChange={(event) => onChoose(event.currentTarget.value ? { name: event.currentTarget.value, values: {} } : undefined)}
        data={[
          { value: "", label: t("inbox.chooseTemplate") },
          ...(data ?? []).map(({ name, not_sendable }) => ({ value: name, label: not_sendable ? t("inbox.heldTemplate", { name }) : name, disabled: Boolean(not_sendable) })),
        ]}
      />
      {chosen &&
        own.map((name) => (
          <TextInput
            key={name}
            size="sm"
            label={name}
            maxLength={500}
            value={chosen.values[name] ?? ""}
            onChange={(event) => onChoose({ ...chosen, values: { ...chosen.values, [name]: event.currentTarget.value } })}
          />
        ))}
      {whole && chosen && <Filled thread={thread} channel={channel} template={whole} values={chosen.values} />}
      <p className={styles.quiet}>{t("inbox.templateTo", { name: thread.name ?? t("inbox.unknown") })}</p>
    </div>
  );
}

/** What is known of everybody, or of nobody: it is not asked for here. */
const KNOWN = new Set(["first_name", "last_name", "full_name", "country", "business"]);

interface FilledProps {
  readonly thread: Opened;
  readonly channel: Channel;
  readonly template: Whole;
  readonly values: Readonly<Record<string, string>>;
}

/** The text as the person will read it: in their language where there is one of it, with what is known of them. */
function Filled({ thread, channel, template, values }: FilledProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const contact = useQuery({ ...contactOf(place.id, thread.contact_id ?? ""), enabled: thread.contact_id !== null && may(place, "contacts:read") }).data;
  const spoken = contact?.locale ?? template.default_locale;
  const version =
    template.locales.find(({ locale }) => locale === spoken) ?? template.locales.find(({ locale }) => locale.slice(0, 2) === spoken.slice(0, 2)) ?? template.locales.find(({ locale }) => locale === template.default_locale) ?? template.locales[0];
  const person = { ...(contact ? personOf(contact) : personOf("unknown")), values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "")) };
  const { data } = useQuery({ ...previewOf(place.id, channel, version?.locale ?? spoken, version?.body ?? NOTHING, person), enabled: version !== undefined });
  if (!data) return null;
  return (
    <>
      <blockquote className={styles.preview} dir="auto" lang={version?.locale}>
        {data.text}
      </blockquote>
      {data.missing.length > 0 && <p className={styles.quiet}>{t("inbox.missing", { names: data.missing.join(", ") })}</p>}
    </>
  );
}

const NOTHING = { text: "", smart_encoding: false };
