import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { contactOf, reachOf } from "../contacts/person/queries";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Part } from "./Part";
import type { Opened } from "./queries";
import styles from "./Inbox.module.css";

const Going = lazy(async () => ({ default: (await import("./Going")).Going }));

interface Props {
  readonly thread: Opened;
  readonly name: string;
  readonly onClose: () => void;
}

/** Who the conversation is with: where they are reached, what they may get, what else is going on with them. */
export function PersonPane({ thread, name, onClose }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const id = thread.contact_id;
  return (
    <aside className={styles.person} aria-label={t("inbox.aboutThem", { name })}>
      <Button variant="subtle" size="compact-md" className={styles.closeAbout ?? ""} onClick={onClose}>
        {t("inbox.closeAbout")}
      </Button>
      {!id && <p className={styles.quiet}>{t("inbox.strangerWhy")}</p>}
      {id && may(place, "contacts:read") && <Known id={id} />}
      {id && (
        <Suspense fallback={null}>
          <Going id={id} thread={thread.id} />
        </Suspense>
      )}
    </aside>
  );
}

function Known({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation();
  const { country } = useFormats();
  const place = usePlace();
  const contact = useQuery(contactOf(place.id, id)).data;
  const reaches = useQuery(reachOf(place.id, id, i18n.language)).data?.reaches ?? [];
  if (!contact) return null;
  const allowed = reaches.filter(({ purpose }) => purpose === "marketing");
  return (
    <>
      <Part title={t("inbox.contact")}>
        <ul>
          {[...contact.phones, ...contact.emails].map((address) => (
            <li key={address.id} dir="ltr">
              {address.value}
            </li>
          ))}
          {contact.country && <li>{country(contact.country)}</li>}
          {contact.locale && <li>{new Intl.DisplayNames(i18n.language, { type: "language" }).of(contact.locale)}</li>}
        </ul>
        {contact.tags.length > 0 && (
          <p className={styles.tags}>
            {contact.tags.map((tag) => (
              <span key={tag} className={styles.tag} dir="auto">
                {tag}
              </span>
            ))}
          </p>
        )}
        <Link to="/o/$slug/contacts/$id" params={{ slug: place.slug, id }}>
          {t("inbox.wholePage")}
        </Link>
      </Part>
      <Part title={t("inbox.marketing")}>
        <ul>
          {allowed.map(({ channel, state }) => (
            <li key={channel}>
              {t(`channel.${channel}`)} <span className={styles.quiet}>{t(`person.reaches.${state}`)}</span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}
