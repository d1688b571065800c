import { Button, NativeSelect, Skeleton, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { useDebounced } from "../ui/useDebounced";
import { Wrong } from "../ui/Wrong";
import { countOf, REASONS, suppressionsOf, type Suppression } from "./queries";
import { SuppressionCard } from "./SuppressionCard";
import styles from "./Suppressions.module.css";

const CloseNumbers = lazy(() => import("./CloseNumbers"));
const Lift = lazy(() => import("./Lift"));
const FEWEST_DIGITS = 6;

/** Who is not written to, newest first, whose address it is, why and since when. */
export function SuppressionList() {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/suppressions" });
  const search = useSearch({ from: "/o/$slug/suppressions" });
  const [typed, setTyped] = useState(search.phone ?? "");
  const [adding, setAdding] = useState(false);
  const [lifting, setLifting] = useState<Suppression>();
  const rested = useDebounced(typed.trim());
  useEffect(() => {
    void navigate({ search: (before) => ({ ...before, phone: rested || undefined }), replace: true });
  }, [navigate, rested]);
  const reason = REASONS.find((each) => each === search.reason);
  const phone = (search.phone?.match(/\d/g)?.length ?? 0) >= FEWEST_DIGITS ? search.phone : undefined;
  const wanted = { ...(phone ? { phone } : {}), ...(reason ? { reason } : {}) };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(suppressionsOf(place.id, wanted));
  const { data: counted } = useQuery(countOf(place.id, wanted));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = phone !== undefined || reason !== undefined;
  const add = may(place, "contacts:write") && <Button onClick={() => setAdding(true)}>{t("suppressions.add")}</Button>;
  return (
    <Page title={t("suppressions.title")} lead={t("suppressions.lead")} aside={add}>
      <div className={styles.tools}>
        <TextInput
          aria-label={t("suppressions.search")}
          placeholder={t("suppressions.search")}
          inputMode="tel"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={phone && error ? wordsOf(error) : undefined}
        />
        <NativeSelect
          aria-label={t("suppressions.why")}
          size="md"
          value={reason ?? ""}
          onChange={(event) => void navigate({ search: (before) => ({ ...before, reason: event.currentTarget.value || undefined }) })}
          data={[{ value: "", label: t("suppressions.anyReason") }, ...REASONS.map((value) => ({ value, label: t(`suppressions.reasons.${value}`) }))]}
        />
        <p className={styles.count} role="status">
          {counted && t(counted.more ? "suppressions.moreThan" : "suppressions.whole", { count: counted.count, replace: { count: count(counted.count) } })}
        </p>
      </div>
      {isPending && <Skeleton height={260} radius="lg" />}
      {error && !data && !phone && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && (
        <ul className={styles.list}>
          {rows.map((each) => (
            <SuppressionCard key={each.id} closing={each} onLift={() => setLifting(each)} />
          ))}
        </ul>
      )}
      {data && rows.length === 0 && (
        <Empty title={t(narrowed ? "suppressions.noneFits" : "suppressions.empty")} why={t(narrowed ? "suppressions.noneFitsWhy" : "suppressions.emptyWhy")} />
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("suppressions.more")}
        </Button>
      )}
      <Suspense fallback={null}>
        {adding && <CloseNumbers onClose={() => setAdding(false)} />}
        {lifting && <Lift closing={lifting} onClose={() => setLifting(undefined)} />}
      </Suspense>
    </Page>
  );
}
