import { Button, NativeSelect, SegmentedControl, Skeleton, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { useDebounced } from "../ui/useDebounced";
import { Wrong } from "../ui/Wrong";
import { channelOf, CHANNELS, standingOf, STANDINGS } from "./filters";
import { templatesOf, usesOf } from "./queries";
import { TemplateCard } from "./TemplateCard";
import styles from "./Templates.module.css";

const MOST_ASKED = 100;

/** All templates by name; what is looked for stands in the address. */
export function TemplateList() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/templates" });
  const { search, channel, state, locale } = useSearch({ from: "/o/$slug/templates" });
  const [typed, setTyped] = useState(search ?? "");
  const [language, setLanguage] = useState(locale ?? "");
  const rested = useDebounced(typed.trim());
  const restedLanguage = useDebounced(language.trim());
  useEffect(() => {
    void navigate({ search: (before) => ({ ...before, search: rested || undefined, locale: restedLanguage || undefined }), replace: true });
  }, [navigate, rested, restedLanguage]);
  const wanted = { search, channel: channelOf(channel), state: standingOf(state), locale };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(templatesOf(place.id, wanted));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const names = rows.slice(0, MOST_ASKED).map(({ name }) => name);
  const uses = useQuery({ ...usesOf(place.id, names), enabled: names.length > 0 && may(place, "campaigns:read") }).data?.items ?? [];
  const narrowed = Boolean(search ?? channel ?? state ?? locale);
  const clear = () => {
    setTyped("");
    setLanguage("");
    void navigate({ search: {}, replace: true });
  };
  const fresh = may(place, "templates:write") && (
    <LinkButton to="/o/$slug/templates/new" params={{ slug: place.slug }}>
      {t("templates.new")}
    </LinkButton>
  );
  return (
    <Page title={t("templates.title")} lead={t("templates.lead")} aside={fresh}>
      <div className={styles.tools}>
        <TextInput aria-label={t("templates.search")} placeholder={t("templates.search")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <SegmentedControl
          aria-label={t("templates.channel")}
          value={wanted.channel ?? "all"}
          onChange={(word) => void navigate({ search: (before) => ({ ...before, channel: channelOf(word) }) })}
          data={[{ value: "all", label: t("templates.every") }, ...CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))]}
        />
        <NativeSelect
          aria-label={t("templates.state")}
          value={wanted.state ?? "current"}
          onChange={(event) => void navigate({ search: (before) => ({ ...before, state: standingOf(event.target.value) }) })}
          data={STANDINGS.map((value) => ({ value, label: t(`templates.standing.${value}`) }))}
        />
        <TextInput aria-label={t("templates.language")} placeholder={t("templates.languageHint")} value={language} onChange={(event) => setLanguage(event.currentTarget.value)} />
      </div>
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && (
        <ul className={styles.list}>
          {rows.map((template) => (
            <TemplateCard key={template.id} template={template} use={uses.find(({ template_name }) => template_name === template.name)} />
          ))}
        </ul>
      )}
      {data && rows.length === 0 && narrowed && (
        <Empty title={t("templates.noneFits")} why={t("templates.noneFitsWhy")}>
          <Button onClick={clear}>{t("templates.clear")}</Button>
        </Empty>
      )}
      {data && rows.length === 0 && !narrowed && (
        <Empty title={t("templates.empty")} why={t("templates.emptyWhy")}>
          {fresh}
        </Empty>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("templates.showMore")}
        </Button>
      )}
    </Page>
  );
}
