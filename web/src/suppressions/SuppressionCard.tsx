import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { theirWord, type Suppression } from "./queries";
import { useSource } from "./useSource";
import styles from "./Suppressions.module.css";

/** One closed address. What staff can't open says who can. */
export function SuppressionCard({ closing, onLift }: { readonly closing: Suppression; readonly onLift: () => void }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const sourceOf = useSource();
  const theirs = theirWord(closing.reason);
  const facts = [t("suppressions.since", { when: moment(closing.at), source: sourceOf(closing.source) }), closing.ends_at && t("suppressions.ends", { when: moment(closing.ends_at) }), closing.detail];
  return (
    <li className={styles.card} data-reason={closing.reason}>
      <div className={styles.who}>
        <strong dir="ltr">{closing.address ?? t("suppressions.fingerprint")}</strong>
        <span className={styles.names}>
          {closing.people.map((person) => (
            <Link key={person.contact_id} to="/o/$slug/contacts/$id" params={{ slug: place.slug, id: person.contact_id }} dir="auto">
              {person.name ?? t("contacts.noName")}
            </Link>
          ))}
        </span>
      </div>
      <span className={styles.reason}>{t(`suppressions.reasons.${closing.reason}`)}</span>
      <p className={styles.quiet}>
        {t(`channel.${closing.channel}`)} · {t(`suppressions.scopes.${closing.scope}`)} · {facts.filter(Boolean).join(" · ")}
      </p>
      {theirs && <p className={styles.theirs}>{t(`suppressions.theirs.${theirs}`)}</p>}
      {!theirs && may(place, "contacts:write") && (
        <div className={styles.deed}>
          <Button size="compact-md" variant="default" onClick={onLift}>
            {t("suppressions.lift")}
          </Button>
        </div>
      )}
    </li>
  );
}
