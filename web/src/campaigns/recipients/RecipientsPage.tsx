import { NativeSelect, Skeleton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Empty } from "../../ui/Empty";
import { Icon } from "../../ui/Icon";
import { Page } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { campaignOf, recipientsOf, whyOf } from "../queries";
import page from "../CampaignPage.module.css";
import { RecipientTable } from "./RecipientTable";
import { STATES, stateOf } from "./states";
import { Trace } from "./Trace";
import styles from "./Recipients.module.css";

const ROUTE = "/o/$slug/campaigns/$id/recipients";

/** Everybody in a campaign, with where they stand and why; one message's whole history opens over it. */
export function RecipientsPage() {
  const { t, i18n } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const { id } = useParams({ from: ROUTE });
  const { status, reason, message } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const campaign = useQuery(campaignOf(place.id, id)).data;
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(recipientsOf(place.id, id, stateOf(status), reason, i18n.language));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const open = (chosen: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, message: chosen }), replace: true, resetScroll: false });
  return (
    <Page
      title={t("recipients.title")}
      lead={campaign?.name}
      above={
        <Link to="/o/$slug/campaigns/$id" params={{ slug: place.slug, id }} className={page.back}>
          <Icon name="back" size={18} />
          {t("recipients.back")}
        </Link>
      }
    >
      <div className={styles.tools}>
        <Filters id={id} status={status} reason={reason} />
        <p className={styles.count} role="status">
          {data && t(hasNextPage ? "contacts.loaded" : "contacts.whole", { count: rows.length, replace: { count: count(rows.length) } })}
        </p>
      </div>
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && <RecipientTable rows={rows} more={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined} open={open} />}
      {data && rows.length === 0 && <Empty title={t("recipients.none")} why={t(status || reason ? "recipients.noneFits" : "recipients.noneWhy")} />}
      {message && <Trace message={message} close={() => open(undefined)} />}
    </Page>
  );
}

interface FiltersProps {
  readonly id: string;
  readonly status: string | undefined;
  readonly reason: string | undefined;
}

function Filters({ id, status, reason }: FiltersProps) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: ROUTE });
  const reasons = useQuery(whyOf(place.id, id, i18n.language)).data?.reasons ?? [];
  const told = new Map(reasons.flatMap((each) => (each.reason ? [[each.reason, each.sentence] as const] : [])));
  return (
    <>
      <NativeSelect
        label={t("recipients.status")}
        value={stateOf(status) ?? ""}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          void navigate({ search: (before) => ({ ...before, status: chosen || undefined }), replace: true });
        }}
        data={[{ value: "", label: t("recipients.all") }, ...STATES.map((value) => ({ value, label: t(`recipients.states.${value}`) }))]}
      />
      <NativeSelect
        label={t("recipients.reason")}
        value={reason ?? ""}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          void navigate({ search: (before) => ({ ...before, reason: chosen || undefined }), replace: true });
        }}
        data={[
          { value: "", label: t("recipients.anyReason") },
          ...[...told].map(([value, label]) => ({ value, label })),
          ...(reason && !told.has(reason) ? [{ value: reason, label: reason }] : []),
        ]}
      />
    </>
  );
}
