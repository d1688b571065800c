import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Back } from "../../ui/Back";
import { Page } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { ticketOf } from "../queries";
import { StatusWord } from "../StatusWord";
import { DeviceSheet } from "./DeviceSheet";
import { History } from "./History";
import { Links } from "./Links";
import { Photos } from "./Photos";
import { PickUp } from "./PickUp";
import { PriceSheet } from "./PriceSheet";
import { ToldSheet } from "./ToldSheet";
import { WhatNext } from "./WhatNext";
import styles from "../Repairs.module.css";

/** One ticket: where it stands and what may come next, its price, what the owner was told, and all that was done. */
export function TicketPage() {
  const { t } = useTranslation();
  const { ago, moment } = useFormats();
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/repairs/$id" });
  const { data: ticket, error, refetch } = useQuery(ticketOf(place.id, id));
  if (error && !ticket) return <Wrong error={error} retry={() => void refetch()} />;
  if (!ticket) return <Skeleton height={420} radius="lg" />;
  const writes = may(place, "messages:send");
  const back = (
    <Back to="/o/$slug/repairs" params={{ slug: place.slug }}>
      {t("repairs.back")}
    </Back>
  );
  return (
    <Page title={t("repairs.ticket", { number: ticket.number })} lead={ticket.device.name} above={back}>
      <p className={styles.standing}>
        <StatusWord status={ticket.status} />
        <time className={styles.quiet} dateTime={ticket.since} title={moment(ticket.since)}>
          {ago(ticket.since)}
        </time>
      </p>
      <div className={styles.columns}>
        <div className={styles.column}>
          {writes && <WhatNext ticket={ticket} />}
          <PriceSheet key={ticket.estimate} ticket={ticket} />
          <ToldSheet id={ticket.id} contact={ticket.contact_id} />
          <History ticket={ticket} />
        </div>
        <div className={styles.column}>
          <DeviceSheet ticket={ticket} />
          <PickUp key={ticket.appointment_at} ticket={ticket} />
          <Photos ticket={ticket} />
          {writes && ticket.owner && <Links ticket={ticket} />}
        </div>
      </div>
    </Page>
  );
}
