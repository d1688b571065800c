import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { languageName } from "../naming";
import type { Contact } from "../queries";
import { useLabels } from "../useLabels";
import { useStage } from "../useStage";
import { reachOf } from "./queries";
import styles from "./Person.module.css";

/** What is known of them, and how zone and language came to be known. */
export function Who({ contact }: { readonly contact: Contact }) {
  const { t, i18n } = useTranslation();
  const { country } = useFormats();
  const place = usePlace();
  const stage = useStage();
  const labelOf = useLabels();
  const zones = useQuery(reachOf(place.id, contact.id, i18n.language)).data?.zones ?? [];
  const told = (source: string | null) => (source ? ` (${t(`person.told.${sourceOf(source)}`)})` : "");
  const zone = contact.time_zone ? `${contact.time_zone}${told(contact.time_zone_source)}` : zones.length > 0 ? t("person.severalZones", { zones: zones.join(", ") }) : null;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t("person.country"), contact.country && [country(contact.country), contact.region, contact.postcode].filter(Boolean).join(", ")],
    [t("person.zone"), zone],
    [t("person.language"), contact.locale && `${languageName(contact.locale, i18n.language)}${told(contact.locale_source)}`],
    [t("person.lifecycle"), stage(contact.lifecycle)],
    [t("person.externalId"), contact.external_id],
    [t("person.tags"), contact.tags.length > 0 && <Tags tags={contact.tags} />],
    ...Object.entries(contact.attributes).map(([name, value]) => [labelOf(name), String(value)] as const),
  ];
  return (
    <Sheet title={t("person.who")}>
      <dl className={styles.facts}>
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} className={styles.fact}>
                <dt>{name}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Sheet>
  );
}

function Tags({ tags }: { readonly tags: readonly string[] }) {
  return (
    <span className={styles.tags}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag} dir="auto">
          {tag}
        </span>
      ))}
    </span>
  );
}

const SOURCES = ["declared", "region", "postcode", "country", "phone"] as const;

function sourceOf(word: string): (typeof SOURCES)[number] | "other" {
  return SOURCES.find((each) => each === word) ?? "other";
}
