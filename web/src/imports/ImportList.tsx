import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { importsOf, type Import } from "./queries";
import { Schedules } from "./Schedules";
import styles from "./Imports.module.css";

/** The files that were brought, newest first, and those that are fetched again and again. */
export function ImportList() {
  const { t } = useTranslation();
  const place = usePlace();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(importsOf(place.id));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const start = may(place, "contacts:write") && (
    <LinkButton to="/o/$slug/imports/new" params={{ slug: place.slug }}>
      {t("imports.new")}
    </LinkButton>
  );
  return (
    <Page title={t("imports.title")} lead={t("imports.lead")} aside={rows.length > 0 && start}>
      {isPending && <Skeleton height={220} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && (
        <ul className={styles.cards}>
          {rows.map((each) => (
            <Card key={each.id} found={each} />
          ))}
        </ul>
      )}
      {data && rows.length === 0 && (
        <Empty title={t("imports.empty")} why={t("imports.emptyWhy")}>
          {start}
        </Empty>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("imports.more")}
        </Button>
      )}
      <Schedules />
    </Page>
  );
}

function Card({ found }: { readonly found: Import }) {
  const { t } = useTranslation();
  const { count, moment } = useFormats();
  const { slug } = usePlace();
  const facts = (["created", "updated", "unchanged", "duplicates", "rejected"] as const).filter((name) => found[name] > 0);
  return (
    <li className={styles.card}>
      <h2 dir="auto">
        <Link to="/o/$slug/imports/$id" params={{ slug, id: found.id }}>
          {found.file_name}
        </Link>
      </h2>
      <span className={styles.status} data-status={found.status}>
        {t(`imports.status.${found.status}`)}
      </span>
      <p className={styles.quiet}>
        {[moment(found.started_at), found.dry_run && t("imports.dryRun"), ...facts.map((name) => t(`imports.counts.${name}`, { count: found[name], replace: { count: count(found[name]) } }))]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </li>
  );
}
