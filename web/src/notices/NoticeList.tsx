import { Button, NativeSelect, Skeleton, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { useDebounced } from "../ui/useDebounced";
import { Wrong } from "../ui/Wrong";
import { NoticeCard } from "./NoticeCard";
import { kindsOf, noticesOf } from "./queries";
import { stateOf, STATES } from "./states";
import styles from "./Notices.module.css";

/** Everything that one person was to be told, newest first: how each was tried and how it ended. */
export function NoticeList() {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/notices" });
  const search = useSearch({ from: "/o/$slug/notices" });
  const [typed, setTyped] = useState(search.about ?? "");
  const rested = useDebounced(typed.trim());
  useEffect(() => {
    void navigate({ search: (before) => ({ ...before, about: rested || undefined }), replace: true });
  }, [navigate, rested]);
  const kinds = useQuery(kindsOf(place.id)).data ?? [];
  const wanted = { state: stateOf(search.state), kind: search.kind, subject_id: search.about, contact_id: search.contact };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(noticesOf(place.id, wanted, i18n.language));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = Object.values(wanted).some(Boolean);
  const clear = () => {
    setTyped("");
    void navigate({ search: {}, replace: true });
  };
  const ways = (
    <LinkButton to="/o/$slug/settings/notices" params={{ slug: place.slug }} variant="default">
      {t("notices.kinds")}
    </LinkButton>
  );
  return (
    <Page title={t("notices.title")} lead={t("notices.lead")} aside={ways}>
      <div className={styles.tools}>
        <NativeSelect
          aria-label={t("notices.state")}
          value={wanted.state ?? ""}
          onChange={(event) => void navigate({ search: (before) => ({ ...before, state: event.target.value || undefined }) })}
          data={[{ value: "", label: t("notices.everyState") }, ...STATES.map((value) => ({ value, label: t(`notices.states.${value}`) }))]}
        />
        <NativeSelect
          aria-label={t("notices.kind")}
          value={search.kind ?? ""}
          onChange={(event) => void navigate({ search: (before) => ({ ...before, kind: event.target.value || undefined }) })}
          data={[{ value: "", label: t("notices.everyKind") }, ...kinds.map(({ key, name }) => ({ value: key, label: name }))]}
        />
        <TextInput aria-label={t("notices.subject")} placeholder={t("notices.subject")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        {search.contact && (
          <Button variant="default" onClick={() => void navigate({ search: (before) => ({ ...before, contact: undefined }) })}>
            {t("notices.everybody")}
          </Button>
        )}
      </div>
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && (
        <ul className={styles.list}>
          {rows.map((notice) => (
            <NoticeCard key={notice.id} notice={notice} kind={kinds.find(({ key }) => key === notice.kind)} />
          ))}
        </ul>
      )}
      {data && rows.length === 0 && narrowed && (
        <Empty title={t("notices.noneFits")} why={t("notices.noneFitsWhy")}>
          <Button onClick={clear}>{t("notices.clear")}</Button>
        </Empty>
      )}
      {data && rows.length === 0 && !narrowed && <Empty title={t("notices.empty")} why={t("notices.emptyWhy")} command="tidings notices send --help" />}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("notices.more")}
        </Button>
      )}
    </Page>
  );
}
