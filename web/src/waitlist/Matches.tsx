import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { matchesOf, type Match, type Slot } from "./queries";
import { WhyNot } from "./WhyNot";
import styles from "./Waitlist.module.css";

/** Whom a slot would be offered to now, in their order, and why not to the others. */
export function Matches({ slot }: { readonly slot: Slot }) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { data } = useQuery(matchesOf(place.id, slot.id, i18n.language));
  return (
    <Sheet title={t(slot.state === "booked" ? "waitlist.ifFreed" : "waitlist.whoIsNext")}>
      <p className={styles.quiet}>{t("waitlist.order")}</p>
      {!data && <Skeleton height={80} />}
      {data?.length === 0 && <p>{t("waitlist.nobodyWaits")}</p>}
      <ol className={styles.lined}>
        {data?.map((match) => (
          <OneMatch key={match.entry_id} match={match} />
        ))}
      </ol>
    </Sheet>
  );
}

function OneMatch({ match }: { readonly match: Match }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const { slug } = usePlace();
  const { rank } = match;
  return (
    <li className={styles.match}>
      <span className={styles.rank} data-none={rank === null || undefined}>
        {rank ?? "–"}
      </span>
      <div className={styles.words}>
        <Link to="/o/$slug/waitlist/people/$id" params={{ slug, id: match.entry_id }} dir="auto">
          {match.contact_name ?? t("contacts.noName")}
        </Link>
        <span className={styles.quiet}>{t("waitlist.waits", { priority: t(`waitlist.priorities.${priorityOf(match.priority)}`), since: ago(match.waits_since) })}</span>
        {match.why_not && <WhyNot why={match.why_not} told={match.told} />}
      </div>
    </li>
  );
}

const USUAL = 5;

/** A priority in a word: the numbers between are the house's own. */
export function priorityOf(priority: number): "first" | "usual" | "last" {
  return priority < USUAL ? "first" : priority > USUAL ? "last" : "usual";
}
