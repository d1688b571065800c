import type { Schemas } from "../../api/client";
import type { Contact } from "../queries";

export type Sent = Schemas["ContactSent"];

const TEXTS = ["first_name", "last_name", "external_id", "lifecycle", "country", "region", "postcode", "time_zone", "locale"] as const;
export type Text = (typeof TEXTS)[number];

/** What stands in the form: everything as text. An address that is typed is added to those that are there. */
export interface Values extends Readonly<Record<Text, string>> {
  readonly tags: string;
  readonly phone: string;
  readonly email: string;
  readonly attributes: readonly Pair[];
}

export interface Pair {
  readonly name: string;
  readonly value: string;
}

export const NOTHING: Values = {
  first_name: "",
  last_name: "",
  external_id: "",
  lifecycle: "",
  country: "",
  region: "",
  postcode: "",
  time_zone: "",
  locale: "",
  tags: "",
  phone: "",
  email: "",
  attributes: [],
};

/** A zone or language that was inferred stays empty in the form, so that keeping the form does not declare it. */
export function valuesOf(contact: Contact): Values {
  return {
    first_name: contact.first_name ?? "",
    last_name: contact.last_name ?? "",
    external_id: contact.external_id ?? "",
    lifecycle: contact.lifecycle,
    country: contact.country ?? "",
    region: contact.region ?? "",
    postcode: contact.postcode ?? "",
    time_zone: contact.time_zone_source === "declared" ? (contact.time_zone ?? "") : "",
    locale: contact.locale_source === "declared" ? (contact.locale ?? "") : "",
    tags: contact.tags.join(", "),
    phone: "",
    email: "",
    attributes: Object.entries(contact.attributes).map(([name, value]) => ({ name, value: String(value) })),
  };
}

/** Only what differs is sent: what somebody else changes meanwhile stays as they left it. */
export function sentOf(before: Values, now: Values): Sent {
  const texts = TEXTS.filter((name) => now[name].trim() !== before[name].trim()).map((name) => [name, now[name].trim() || null]);
  const attributes = differing(before.attributes, now.attributes);
  return {
    ...Object.fromEntries(texts),
    ...(now.tags === before.tags ? {} : { tags: wordsIn(now.tags) }),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    phones: now.phone.trim() ? [{ number: now.phone.trim(), second: false }] : [],
    emails: now.email.trim() ? [now.email.trim()] : [],
    whatsapp_users: [],
  };
}

export function wordsIn(text: string): string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
}

function differing(before: readonly Pair[], now: readonly Pair[]): NonNullable<Sent["attributes"]> {
  const former = new Map(before.map(({ name, value }) => [name, value]));
  const present = new Map(now.filter(({ name }) => name.trim()).map(({ name, value }) => [name.trim(), value]));
  const changed = [...present].filter(([name, value]) => former.get(name) !== value).map(([name, value]) => [name, read(value)]);
  const gone = [...former.keys()].filter((name) => !present.has(name)).map((name) => [name, null]);
  return Object.fromEntries([...changed, ...gone]);
}

/** A number or a yes and no as such, so that conditions can compare it; what looks like neither stays text. */
function read(text: string): string | number | boolean {
  const plain = text.trim();
  if (plain === "true" || plain === "false") return plain === "true";
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(plain) ? Number(plain) : plain;
}
