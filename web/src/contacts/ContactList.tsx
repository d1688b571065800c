import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { BulkBar } from "./BulkBar";
import { Looking } from "./Looking";
import { Narrowed } from "./Narrowed";
import { contactsOf, countOf } from "./queries";
import { wantedOf, type Narrowing } from "./searching";
import styles from "./Contacts.module.css";

const table = import("./ContactTable"); // fetched beside the people whom it shows
const ContactTable = lazy(async () => ({ default: (await table).ContactTable }));
const AddPerson = lazy(() => import("./AddPerson"));
const NOBODY: ReadonlySet<string> = new Set();

/** Everybody, however many: rows are drawn as they come into view and fetched a little before. */
export function ContactList() {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/contacts" });
  const narrowing = useSearch({ from: "/o/$slug/contacts" });
  const narrow = useCallback((more: Narrowing) => void navigate({ search: (before) => ({ ...before, ...more }), replace: true }), [navigate]);
  const [typed, setTyped] = useState(narrowing.name ?? "");
  const clear = () => {
    setTyped("");
    void navigate({ search: {} });
  };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(contactsOf(place.id, wantedOf(narrowing)));
  const { data: counted } = useQuery(countOf(place.id, wantedOf(narrowing)));
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const narrowed = Object.values(narrowing).some(Boolean);
  const writes = may(place, "contacts:write");
  const [adding, setAdding] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(NOBODY);
  const chosen = rows.filter(({ id }) => ticked.has(id));
  const tick = useCallback((id: string) => setTicked((before) => toggled(before, id)), []);
  return (
    <Page title={t("contacts.title")} lead={t("contacts.lead")} aside={writes && <Button onClick={() => setAdding(true)}>{t("contacts.add")}</Button>}>
      <div className={styles.tools}>
        <Looking typed={typed} onType={setTyped} narrowing={narrowing} stages={rows.map(({ lifecycle }) => lifecycle)} onNarrow={narrow} />
        <p className={styles.count} role="status">
          {counted && t(counted.more ? "contacts.moreThan" : "contacts.whole", { count: counted.count, replace: { count: count(counted.count) } })}
        </p>
      </div>
      <Narrowed narrowing={narrowing} onNarrow={narrow} onClear={clear} />
      {chosen.length > 0 && <BulkBar chosen={chosen} loaded={rows.length} onAll={() => setTicked(new Set(rows.map(({ id }) => id)))} onNone={() => setTicked(NOBODY)} />}
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && (
        <Suspense fallback={<Skeleton height={320} radius="lg" />}>
          <ContactTable rows={rows} more={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined} total={counted?.more ? undefined : counted?.count} ticked={writes ? ticked : undefined} onTick={tick} />
        </Suspense>
      )}
      {data && rows.length === 0 && !narrowed && (
        <Empty title={t("contacts.empty")} why={t("contacts.emptyWhy")}>
          {writes && (
            <LinkButton to="/o/$slug/imports/new" params={{ slug: place.slug }}>
              {t("imports.new")}
            </LinkButton>
          )}
        </Empty>
      )}
      {data && rows.length === 0 && narrowed && (
        <Empty title={t("contacts.noneFits")} why={t("contacts.noneFitsWhy")}>
          <Button onClick={clear}>{t("contacts.clear")}</Button>
        </Empty>
      )}
      {adding && (
        <Suspense fallback={null}>
          <AddPerson onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </Page>
  );
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const now = new Set(before);
  if (!now.delete(id)) now.add(id);
  return now;
}
