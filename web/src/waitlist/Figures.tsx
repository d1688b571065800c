import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { businessNow } from "../api/time";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Chips } from "../ui/Chips";
import { Page, Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { dayAfter, dayIn, leftOf, momentAt } from "./clock";
import { figuresOf } from "./queries";
import { Rooms } from "./Rooms";
import { channelOf } from "./SlotCard";
import styles from "./Waitlist.module.css";

const SPANS = ["7", "30", "90", "365"] as const;

type Told = Schemas["FiguresShown"];

/** What came of the list: how many slots were freed and filled again, who came, and how people answer by each channel. */
export function Figures() {
  const { t } = useTranslation();
  const place = usePlace();
  const [span, setSpan] = useState<(typeof SPANS)[number]>("30");
  const first = dayAfter(dayIn(businessNow(), place.time_zone), -Number(span));
  const { data, error, refetch } = useQuery(figuresOf(place.id, momentAt(first, "00:00", place.time_zone)));
  return (
    <Page title={t("waitlist.pages.figures")} lead={t("waitlist.figuresLead")} above={<Rooms />}>
      <Chips label={t("waitlist.span")} value={span} choices={SPANS.map((value) => ({ value, label: t("waitlist.lastDays", { count: Number(value) }) }))} onChoose={setSpan} />
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} radius="lg" />}
      {data && (
        <>
          <Whole figures={data} />
          <ByChannel figures={data} />
        </>
      )}
    </Page>
  );
}

const COUNTED = ["slots_freed", "offers", "bookings", "cancelled", "attended", "no_shows"] as const;

function Whole({ figures }: { readonly figures: Told }) {
  const { t } = useTranslation();
  const { count, percent } = useFormats();
  const seen = figures.attended + figures.no_shows;
  return (
    <Sheet title={t("waitlist.whatCame")}>
      <dl className={styles.figures}>
        {COUNTED.map((name) => (
          <div key={name}>
            <dt>{t(`waitlist.figures.${name}`)}</dt>
            <dd>{count(figures[name])}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>{seen > 0 ? t("waitlist.missedOf", { share: percent((figures.no_shows / seen) * 100), count: seen }) : t("waitlist.nobodyMarked")}</p>
    </Sheet>
  );
}

function ByChannel({ figures }: { readonly figures: Told }) {
  const { t } = useTranslation();
  const { count, percent } = useFormats();
  return (
    <Sheet title={t("waitlist.byChannel")}>
      {figures.by_channel.length === 0 && <p>{t("waitlist.noAnswers")}</p>}
      <ul className={styles.lined}>
        {figures.by_channel.map(({ channel, offers, answered, accepted, response_rate: rate, half_within_seconds: half }) => (
          <li key={channel} className={styles.words}>
            <span className={styles.head}>
              <strong>{t(`channel.${channelOf(channel)}`)}</strong>
              <span>{rate === null ? "–" : t("waitlist.answerRate", { share: percent(rate * 100) })}</span>
            </span>
            <span className={styles.bar} aria-hidden="true">
              <span style={{ inlineSize: `${(rate ?? 0) * 100}%` }} />
            </span>
            <span className={styles.quiet}>
              {t("waitlist.channelCounts", { offers: count(offers), answered: count(answered), accepted: count(accepted) })}
              {half !== null && ` · ${t("waitlist.halfWithin", { time: leftOf(half * 1000) })}`}
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
