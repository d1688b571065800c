import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { InSteps, Later } from "../ui/InSteps";
import { Page } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { FirstSteps } from "./FirstSteps";
import { Limits } from "./Limits";
import { Needs } from "./Needs";
import { homeOf, type HomeSeen } from "./queries";
import { RunningNow } from "./RunningNow";
import { SpendingNow } from "./SpendingNow";
import styles from "./Home.module.css";

/** What runs now, what needs me, how full today is and what it costs; for a new organisation the way to its first campaign. */
export function Home() {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { data, error, refetch } = useQuery(homeOf(place.id, i18n.language));
  return (
    <Page title={t("home.title")} lead={t("home.lead", { name: place.name })}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting />}
      {data && <Seen home={data} />}
    </Page>
  );
}

function Seen({ home }: { readonly home: HomeSeen }) {
  const place = usePlace();
  const begins = !home.steps.campaign && may(place, "campaigns:write");
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <InSteps>
          {begins && <FirstSteps steps={home.steps} />}
          <Needs needs={home.needs} />
          {home.running && !begins && <RunningNow campaigns={home.running} />}
        </InSteps>
      </div>
      <div className={styles.column}>
        <Later>
          <InSteps>
            {home.limits && home.limits.length > 0 && <Limits limits={home.limits} />}
            {may(place, "campaigns:read") && home.steps.campaign && <SpendingNow />}
          </InSteps>
        </Later>
      </div>
    </div>
  );
}

function Waiting() {
  return (
    <div className={styles.columns} aria-busy="true">
      <div className={styles.column}>
        <Skeleton height={120} radius="lg" />
        <Skeleton height={260} radius="lg" />
      </div>
      <div className={styles.column}>
        <Skeleton height={200} radius="lg" />
        <Skeleton height={140} radius="lg" />
      </div>
    </div>
  );
}
