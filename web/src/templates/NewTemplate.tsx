import { NativeSelect, SegmentedControl, Skeleton, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Page, Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import { Wrong } from "../ui/Wrong";
import { emptyBody, named, type Bodies, type Body, type Channel } from "./body";
import { Editor } from "./Editor";
import { channelOf, CHANNELS } from "./filters";
import { addVersion, make, templateOf, type Purpose, type Whole } from "./queries";
import styles from "./Templates.module.css";

const PURPOSES: readonly Purpose[] = ["marketing", "transactional"];

/** A template to be: from nothing, or from another one. */
export function NewTemplate() {
  const place = usePlace();
  const { from, channel } = useSearch({ from: "/o/$slug/templates/new" });
  const { data: model, error, refetch } = useQuery({ ...templateOf(place.id, from ?? ""), enabled: from !== undefined });
  if (error) return <Wrong error={error} retry={() => void refetch()} />;
  if (from !== undefined && !model) return <Skeleton height={480} radius="lg" />;
  return <Form model={model} wanted={channelOf(channel)} />;
}

interface FormProps {
  readonly model: Whole | undefined;
  /** The channel that an address asks for. */
  readonly wanted: Channel | undefined;
}

function Form({ model, wanted }: FormProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const place = usePlace();
  const queries = useQueryClient();
  const [name, setName] = useState(model ? `${model.name}_2` : "");
  const [channel, setChannel] = useState<Channel>(model?.channel ?? wanted ?? "sms");
  const [purpose, setPurpose] = useState<Purpose>(model?.purpose ?? "marketing");
  const first = model?.default_locale ?? i18n.language.slice(0, 2);
  const bodies: Bodies = Object.fromEntries(model?.locales.map(({ locale, body }) => [locale, body]) ?? []);
  const save = async (changed: readonly (readonly [string, Body])[]) => {
    const { [first]: beginning = emptyBody(channel, first, name), ...others } = { ...bodies, ...Object.fromEntries(changed) };
    await make(name.trim(), channel, purpose, first, named(beginning, name));
    for (const [locale, body] of Object.entries(others)) await addVersion(name.trim(), locale, named(body, name));
    void queries.invalidateQueries({ queryKey: ["templates", place.id] });
    tell(t("templates.made", { name: name.trim() }));
    await navigate({ to: "/o/$slug/templates/$name", params: { slug: place.slug, name: name.trim() } });
  };
  const empty = { [first]: emptyBody(channel, first, name) };
  return (
    <Page title={t("templates.new")} lead={model ? t("templates.copyOf", { name: model.name }) : t("templates.newLead")} above={
        <Back to="/o/$slug/templates" params={{ slug: place.slug }}>
          {t("templates.all")}
        </Back>
      }>
      <Sheet label={t("templates.about")}>
        <div className={styles.pairs}>
          <TextInput
            label={t("templates.name")}
            description={t("templates.nameHint")}
            required
            withAsterisk={false}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t("templates.purpose")}
            description={t("templates.purposeHint")}
            value={purpose}
            disabled={model !== undefined}
            data={PURPOSES.map((value) => ({ value, label: t(`templates.purposes.${value}`) }))}
            onChange={(event) => setPurpose(PURPOSES.find((each) => each === event.currentTarget.value) ?? "marketing")}
          />
        </div>
        {!model && (
          <SegmentedControl
            aria-label={t("templates.channel")}
            value={channel}
            onChange={(value) => setChannel(channelOf(value) ?? "sms")}
            data={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
          />
        )}
      </Sheet>
      <Editor key={channel} name={`new.${channel}.${model?.name ?? ""}`} channel={channel} purpose={purpose} first={first} saved={model ? bodies : empty} readOnly={false} saving={model !== undefined} onSave={save} />
    </Page>
  );
}
