import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { may } from "../api/session";
import { contactOf, reachOf } from "../contacts/person/queries";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import type { Opened } from "./queries";
import styles from "./Inbox.module.css";

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
      {id && may(place, "messages:read") && <Going id={id} />}
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

const FEW = 5;

/** What else is going on with them: only where there is anything. */
function Going({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const place = usePlace();
  const query = { contact_id: id, limit: FEW };
  const tickets = useQuery({ queryKey: ["repairs", place.id, "list", "of", id], queryFn: async () => (await read(api.GET("/repairs/tickets", { params: { query } }))).items }).data ?? [];
  return (
    <>
      {tickets.length > 0 && (
        <Part title={t("inbox.tickets")}>
          <ul>
            {tickets.map((ticket) => (
              <li key={ticket.id}>{t("inbox.ticket", { number: ticket.number, what: deviceOf(ticket.device) })}</li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

function deviceOf({ kind, brand, model }: { readonly kind: string; readonly brand: string; readonly model: string }): string {
  return [brand, model].filter(Boolean).join(" ") || kind;
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
