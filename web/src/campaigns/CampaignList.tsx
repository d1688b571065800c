import { Button, Skeleton, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Chips } from "../ui/Chips";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { useDebounced } from "../ui/useDebounced";
import { Wrong } from "../ui/Wrong";
import { CampaignCard } from "./CampaignCard";
import { FILTERS, filterOf, type Filter } from "./parts";
import { campaignsOf } from "./queries";
import styles from "./CampaignList.module.css";

const NAMES = Object.keys(FILTERS) as readonly Filter[];

/** All campaigns, newest first; what is looked for stands in the address. */
export function CampaignList() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/campaigns" });
  const { search, status } = useSearch({ from: "/o/$slug/campaigns" });
  const [typed, setTyped] = useState(search ?? "");
  const rested = useDebounced(typed.trim());
  const filter = filterOf(status);
  useEffect(() => {
    void navigate({ search: (before) => ({ ...before, search: rested || undefined }), replace: true });
  }, [navigate, rested]);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(campaignsOf(place.id, search, FILTERS[filter]));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (word: string) => void navigate({ search: (before) => ({ ...before, status: word === "all" ? undefined : word }) });
  const clear = () => {
    setTyped("");
    choose("all");
  };
  return (
    <Page title={t("campaigns.title")} lead={t("campaigns.lead")} aside={<Begin />}>
      <div className={styles.tools}>
        <TextInput aria-label={t("campaigns.search")} placeholder={t("campaigns.search")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Chips label={t("campaigns.which")} value={filter} onChoose={choose} choices={NAMES.map((value) => ({ value, label: t(`campaigns.${value}`) }))} />
      </div>
      {isPending && <Waiting />}
      {error && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && (
        <ul className={styles.list}>
          {rows.map((campaign) => (
            <CampaignCard key={campaign.id} campaign={campaign} />
          ))}
        </ul>
      )}
      {data && rows.length === 0 && (search || filter !== "all") && (
        <Empty title={t("campaigns.noneFits")} why={t("campaigns.noneFitsWhy")}>
          <Button onClick={clear}>{t("campaigns.clear")}</Button>
        </Empty>
      )}
      {data && rows.length === 0 && !search && filter === "all" && (
        <Empty title={t("campaigns.empty")} why={t("campaigns.emptyWhy")}>
          <Begin />
        </Empty>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("campaigns.more")}
        </Button>
      )}
    </Page>
  );
}

/** The way into the wizard, for whoever may make campaigns. */
function Begin() {
  const { t } = useTranslation();
  const place = usePlace();
  if (!may(place, "campaigns:write")) return null;
  return (
    <Button renderRoot={(props) => <Link to="/o/$slug/campaigns/new" params={{ slug: place.slug }} {...props} />}>{t("campaigns.begin")}</Button>
  );
}

function Waiting() {
  return (
    <div className={styles.list} aria-busy="true">
      {[1, 2, 3].map((each) => (
        <Skeleton key={each} height={92} radius="lg" />
      ))}
    </div>
  );
}
