import { Button, Skeleton, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { useDebounced } from "../ui/useDebounced";
import { Wrong } from "../ui/Wrong";
import { ContactTable } from "./ContactTable";
import { contactsOf } from "./queries";
import { wantedIn } from "./searching";
import styles from "./Contacts.module.css";

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
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("contacts.title")} lead={t("contacts.lead")}>
      <div className={styles.tools}>
        <TextInput aria-label={t("contacts.search")} placeholder={t("contacts.search")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <p className={styles.count} role="status">
          {data && t(hasNextPage ? "contacts.loaded" : "contacts.whole", { count: rows.length, replace: { count: count(rows.length) } })}
        </p>
      </div>
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && <ContactTable rows={rows} more={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined} />}
      {data && rows.length === 0 && !name && <Empty title={t("contacts.empty")} why={t("contacts.emptyWhy")} command="tidings contacts import people.csv" />}
      {data && rows.length === 0 && name && (
        <Empty title={t("contacts.noneFits")} why={t("contacts.noneFitsWhy")}>
          <Button onClick={() => setTyped("")}>{t("contacts.clear")}</Button>
        </Empty>
      )}
    </Page>
  );
}
