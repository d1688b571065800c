import { Button, Skeleton, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { useDebounced } from "../ui/useDebounced";
import { Wrong } from "../ui/Wrong";
import { BulkBar } from "./BulkBar";
import { ContactTable } from "./ContactTable";
import { contactsOf } from "./queries";
import { wantedIn } from "./searching";
import styles from "./Contacts.module.css";

const AddPerson = lazy(() => import("./AddPerson"));
const NOBODY: ReadonlySet<string> = new Set();

/** Everybody, however many: rows are drawn as they come into view and fetched a little before. */
export function ContactList() {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/contacts" });
  const { name } = useSearch({ from: "/o/$slug/contacts" });
  const [typed, setTyped] = useState(name ?? "");
  const rested = useDebounced(typed.trim());
  useEffect(() => {
    void navigate({ search: rested ? { name: rested } : {}, replace: true });
  }, [navigate, rested]);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(contactsOf(place.id, wantedIn(name ?? "")));
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const writes = may(place, "contacts:write");
  const [adding, setAdding] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(NOBODY);
  const chosen = rows.filter(({ id }) => ticked.has(id));
  const tick = useCallback((id: string) => setTicked((before) => toggled(before, id)), []);
  return (
    <Page title={t("contacts.title")} lead={t("contacts.lead")} aside={writes && <Button onClick={() => setAdding(true)}>{t("contacts.add")}</Button>}>
      <div className={styles.tools}>
        <TextInput aria-label={t("contacts.search")} placeholder={t("contacts.search")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <p className={styles.count} role="status">
          {data && t(hasNextPage ? "contacts.loaded" : "contacts.whole", { count: rows.length, replace: { count: count(rows.length) } })}
        </p>
      </div>
      {chosen.length > 0 && <BulkBar chosen={chosen} loaded={rows.length} onAll={() => setTicked(new Set(rows.map(({ id }) => id)))} onNone={() => setTicked(NOBODY)} />}
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && <ContactTable rows={rows} more={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined} ticked={writes ? ticked : undefined} onTick={tick} />}
      {data && rows.length === 0 && !name && (
        <Empty title={t("contacts.empty")} why={t("contacts.emptyWhy")}>
          {writes && (
            <LinkButton to="/o/$slug/imports/new" params={{ slug: place.slug }}>
              {t("imports.new")}
            </LinkButton>
          )}
        </Empty>
      )}
      {data && rows.length === 0 && name && (
        <Empty title={t("contacts.noneFits")} why={t("contacts.noneFitsWhy")}>
          <Button onClick={() => setTyped("")}>{t("contacts.clear")}</Button>
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
