import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { nameOf } from "./naming";
import type { Contact } from "./queries";
import { useStage } from "./useStage";
import styles from "./Contacts.module.css";

interface Props {
  readonly contact: Contact;
  readonly index: number;
  readonly start: number;
  readonly height: number;
  /** Undefined where nobody can be ticked. */
  readonly ticked: boolean | undefined;
  readonly onTick: (id: string) => void;
}

/** One person. Numbers are masked: a list is looked over shoulders. */
export const ContactRow = memo(function ContactRow({ contact, index, start, height, ticked, onTick }: Props) {
  const { t } = useTranslation();
  const { country, shortDay } = useFormats();
  const { slug } = usePlace();
  const stage = useStage();
  const name = nameOf(contact);
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.row} style={{ transform: `translateY(${start}px)`, height }}>
      <span role="cell" className={styles.name} data-none={name === "" || undefined} dir="auto">
        {ticked !== undefined && (
          <input type="checkbox" className={styles.tick} aria-label={t("contacts.tick", { name: name || t("contacts.noName") })} checked={ticked} onChange={() => onTick(contact.id)} />
        )}
        <Link to="/o/$slug/contacts/$id" params={{ slug, id: contact.id }}>
          {name || t("contacts.noName")}
        </Link>
      </span>
      <span role="cell">{contact.phones[0]?.masked ?? contact.emails[0]?.masked ?? ""}</span>
      <span role="cell">{contact.country ? country(contact.country) : ""}</span>
      <span role="cell">{stage(contact.lifecycle)}</span>
      <span role="cell" dir="auto">
        {contact.tags.join(", ")}
      </span>
      <span role="cell">{shortDay(contact.created_at)}</span>
    </div>
  );
});
