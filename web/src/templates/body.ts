import type { Schemas } from "../api/client";

export type SmsBody = Schemas["SmsBody-Input"];
export type WhatsAppBody = Schemas["WhatsAppBody-Input"];
export type EmailBody = Schemas["EmailBody-Input"];
export type Body = SmsBody | WhatsAppBody | EmailBody;
export type Bodies = Readonly<Record<string, Body>>;
export type Channel = Schemas["Channel"];
export type Header = NonNullable<WhatsAppBody["header"]>;
export type Button = WhatsAppBody["buttons"][number];

const PLACE = /\{\{\s*(\d+)\s*\}\}/gu;

export function isSms(body: Body): body is SmsBody {
  return "text" in body && !("subject" in body);
}

export function isEmail(body: Body): body is EmailBody {
  return "subject" in body;
}

export function isWhatsApp(body: Body): body is WhatsAppBody {
  return "provider_name" in body;
}

/** A body to begin with. */
export function emptyBody(channel: Channel, locale: string, name: string): Body {
  if (channel === "sms") return { text: "", smart_encoding: true };
  if (channel === "email") return { subject: "", text: "", html: "", postal_address: "" };
  return named({ provider_name: "", language: locale.replace("-", "_"), body: "", parameters: [], examples: [], buttons: [], category: "marketing" }, name);
}

/** The body with a name at the provider, after ours, if nobody gave one: WhatsApp takes small letters, digits and underscores. */
export function named(body: Body, name: string): Body {
  return !isWhatsApp(body) || body.provider_name ? body : { ...body, provider_name: name.toLowerCase().replaceAll(/[^a-z0-9_]+/gu, "_") };
}

/** The numbers of a WhatsApp text's places: {{1}}, {{2}}... each once, in their order. */
export function placesIn(text: string): readonly number[] {
  return [...new Set([...text.matchAll(PLACE)].map(([, number]) => Number(number)))].toSorted((a, b) => a - b);
}

/** The same body with another text: each place has one value, so that values come and go with places. */
export function withText(body: WhatsAppBody, text: string): WhatsAppBody {
  const wanted = placesIn(text).length;
  const fitted = (values: readonly string[], filler: string) => Array.from({ length: wanted }, (_, index) => values[index] ?? filler);
  const examples = body.examples.length > 0 ? fitted(body.examples, "") : [];
  return { ...body, body: text, parameters: fitted(body.parameters, '{{ first_name | default("…") }}'), examples };
}

/** What is sent: examples are told whole or not at all. */
export function ready(body: Body): Body {
  if (!isWhatsApp(body)) return body;
  return body.examples.every((each) => each.trim() !== "") ? body : { ...body, examples: [] };
}

/** Everything of a body in which variables may stand. */
export function sourcesOf(body: Body): readonly string[] {
  if (isSms(body)) return [body.text];
  if (isEmail(body)) return [body.subject, body.text, body.html ?? ""];
  const { header, parameters, buttons } = body;
  return [header?.parameter, header?.link, header?.filename, ...parameters, ...buttons.map(({ value }) => value)].filter((each) => typeof each === "string");
}

export function same(one: Body | undefined, other: Body | undefined): boolean {
  return JSON.stringify(one && sorted(one)) === JSON.stringify(other && sorted(other));
}

/** Without what is empty, in one order: what the API left out and what it told as null say the same. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, part]) => part !== null && part !== undefined && part !== "" && part !== false && !(Array.isArray(part) && part.length === 0));
  return Object.fromEntries(kept.toSorted(([a], [b]) => a.localeCompare(b)).map(([key, part]) => [key, sorted(part)]));
}
