import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { templateOf } from "../templates/queries";
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
      {whole && (
        <blockquote className={styles.preview} dir="auto">
          {textOf(whole.locales[0]?.body) || whole.name}
        </blockquote>
      )}
      <p className={styles.quiet}>{t("inbox.templateTo", { name: thread.name ?? t("inbox.unknown") })}</p>
    </div>
  );
}

/** What is known of everybody, or of nobody: it is not asked for here. */
const KNOWN = new Set(["first_name", "last_name", "full_name", "country", "business"]);

function textOf(body: unknown): string {
  return typeof body === "object" && body !== null && "text" in body && typeof body.text === "string" ? body.text : "";
}
