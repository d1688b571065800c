import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Skeleton } from "@mantine/core";
import { usePlace } from "../../shell/usePlace";
import { Empty } from "../../ui/Empty";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { SettingsPage } from "../SettingsPage";
import { EntryRow } from "./EntryRow";
import { auditOf, type AuditFilter } from "./queries";
import { useActors } from "./useActors";
import { Verification } from "./Verification";
import styles from "../Settings.module.css";

/** Beginnings of actions that can be filtered by. */
const THINGS = ["campaign.", "connection.", "sender.", "portfolio.", "policy.", "key.", "member.", "contact.", "template.", "import.", "sending.", "organisation."] as const;

/** Who changed what, when; the filter stands in the address. */
export function Audit() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/settings/audit" });
  const filter = useSearch({ from: "/o/$slug/settings/audit" });
  const known = useActors();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(auditOf(place.id, filter));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const change = (field: keyof AuditFilter) => (event: { currentTarget: { value: string } }) => {
    const value = event.currentTarget.value || undefined;
    void navigate({ search: (before) => ({ ...before, [field]: value }), replace: true });
  };
  const all = { value: "", label: t("audit.all") };
  return (
    <SettingsPage title={t("settings.sections.audit")} lead={t("audit.lead")}>
      <Verification />
      <Sheet title={t("audit.changes")}>
        <div className={styles.fields}>
          <NativeSelect label={t("audit.who")} value={filter.actor ?? ""} onChange={change("actor")} data={[all, ...known]} />
          <NativeSelect label={t("audit.what")} value={filter.action ?? ""} onChange={change("action")} data={[all, ...THINGS.map((value) => ({ value, label: t(`audit.things.${thing(value)}`) }))]} />
          <TextInput type="date" label={t("audit.from")} value={filter.since ?? ""} onChange={change("since")} />
          <TextInput type="date" label={t("audit.to")} value={filter.until ?? ""} onChange={change("until")} />
        </div>
        {isPending && <Skeleton height={240} radius="lg" />}
        {error && !data && <Wrong error={error} retry={() => void refetch()} />}
        {data && rows.length === 0 && <Empty title={t("audit.none")} why={t("audit.noneWhy")} />}
        <ul className={styles.list} data-lined>
          {rows.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </ul>
        {hasNextPage && (
          <div className={styles.row}>
            <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t("audit.more")}
            </Button>
          </div>
        )}
      </Sheet>
    </SettingsPage>
  );
}

type Thing = (typeof THINGS)[number] extends `${infer Name}.` ? Name : never;

function thing(action: (typeof THINGS)[number]): Thing {
  return action.slice(0, -1) as Thing; // what `slice` does is not in its type
}
