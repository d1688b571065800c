import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { Ask } from "../settings/Ask";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Page, Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { Chances } from "./Chances";
import { EntryForm } from "./EntryForm";
import { Named } from "./Named";
import { OfferCard } from "./OfferCard";
import { entryOf, leaveList, offersOf, restorePlace, type Entry } from "./queries";
import { useDeed } from "./useDeed";
import { useWishes } from "./useWishes";
import { WhyNot } from "./WhyNot";
import styles from "./Waitlist.module.css";

/** Somebody's place on the list: what they wait for, why they are not asked yet, what they were offered. */
export function EntryPage() {
  const { t, i18n } = useTranslation();
  const { ago } = useFormats();
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/waitlist/people/$id" });
  const { data: entry, error, refetch } = useQuery(entryOf(place.id, id));
  const offers = useInfiniteQuery({ ...offersOf(place.id, { contact_id: entry?.contact_id ?? "" }, i18n.language), enabled: entry !== undefined });
  if (error && !entry) return <Wrong error={error} retry={() => void refetch()} />;
  if (!entry) return <Skeleton height={420} radius="lg" />;
  const made = offers.data?.pages.flatMap((page) => page.items) ?? [];
  const waits = entry.state === "waiting";
  const writes = may(place, "contacts:write");
  const back = (
    <Back to="/o/$slug/waitlist/people" params={{ slug: place.slug }}>
      {t("waitlist.backToPeople")}
    </Back>
  );
  const lead = [entry.service, waits && entry.place !== null ? t("waitlist.place", { place: entry.place }) : t(`waitlist.entries.${entry.state}`), t("waitlist.since", { when: ago(entry.created_at) })];
  return (
    <Page title={entry.contact_name ?? t("contacts.noName")} lead={lead.filter(Boolean).join(" · ")} above={back} aside={writes && (waits ? <Leave entry={entry} /> : entry.state === "left" && <ComeBack entry={entry} />)}>
      <div className={styles.columns}>
        <div className={styles.column}>
          {waits && <Chances entry={entry} />}
          <Sheet title={t("waitlist.wereOffered")}>
            {offers.data && made.length === 0 && <p className={styles.quiet}>{t("waitlist.nothingOffered")}</p>}
            <ul className={styles.lined}>
              {made.map((offer) => (
                <OfferCard key={offer.id} offer={offer} />
              ))}
            </ul>
          </Sheet>
        </div>
        <div className={styles.column}>
          <Sheet title={t("waitlist.wishes")}>{waits && writes ? <EntryForm key={entry.changed_at} entry={entry} /> : <Told entry={entry} />}</Sheet>
          <Sheet title={t("waitlist.person")}>
            <p>
              <Named contact={entry.contact_id} name={entry.contact_name} />
            </p>
            {entry.unreached && (
              <p className={styles.words}>
                <WhyNot why="no_channel" told={entry.told} />
              </p>
            )}
            <p className={styles.quiet}>{t("waitlist.channelsWhat")}</p>
            <Link to="/o/$slug/contacts/$id" params={{ slug: place.slug, id: entry.contact_id }} search={{}}>
              {t("waitlist.channels")}
            </Link>
          </Sheet>
        </div>
      </div>
    </Page>
  );
}

function Told({ entry }: { readonly entry: Entry }) {
  const wishes = useWishes();
  return <p dir="auto">{wishes(entry.wishes)}</p>;
}

function Leave({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const name = entry.contact_name ?? t("contacts.noName");
  const { mutate, isPending } = useDeed(leaveList, { said: () => t("waitlist.taken", { name }), undo: ({ id }) => () => restorePlace(id), after: () => setAsks(false) });
  return (
    <>
      <Button variant="default" onClick={() => setAsks(true)}>
        {t("waitlist.takeOff")}
      </Button>
      {asks && (
        <Ask title={t("waitlist.takeOff")} text={t("waitlist.takeOffWhat", { name })} go={t("waitlist.takeOff")} busy={isPending} onGo={() => mutate(entry.id)} onClose={() => setAsks(false)} />
      )}
    </>
  );
}

/** Gives somebody their place back who left, or was taken off, by mistake. */
function ComeBack({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const name = entry.contact_name ?? t("contacts.noName");
  const { mutate, isPending } = useDeed(restorePlace, { said: () => t("waitlist.back", { name }), undo: ({ id }) => () => leaveList(id) });
  return (
    <Button variant="default" loading={isPending} onClick={() => mutate(entry.id)}>
      {t("waitlist.giveBack")}
    </Button>
  );
}
