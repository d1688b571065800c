import type { Schemas } from "../../api/client";

export const STATUSES = ["granted", "withdrawn"] as const;
export const CHANNELS = ["sms", "whatsapp", "email"] as const;
export const PURPOSES = ["marketing", "transactional", "tracking"] as const;

/** What somebody enters of what a person said. */
export interface Given {
  readonly status: (typeof STATUSES)[number];
  readonly channel: (typeof CHANNELS)[number];
  readonly purpose: (typeof PURPOSES)[number];
  readonly source: string;
  /** As a field of date and time writes it, in the viewer's zone. */
  readonly at: string;
  /** A kept wording by `versionKey`, else empty. */
  readonly version: string;
  readonly wording: string;
  readonly form: string;
}

const MINUTE_MS = 60_000;
const TO_THE_MINUTE = 16;

export function nothingSaid(now: Date): Given {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, TO_THE_MINUTE);
  return { status: "granted", channel: "sms", purpose: "marketing", source: "", at: local, version: "", wording: "", form: "" };
}

export function versionKey({ key, version, locale }: Schemas["WordingRefSent"]): string {
  return `${key} ${version} ${locale}`;
}

/** The statement as the ledger takes it. A moment that the field rounded into this minute is never of the future: the API sees to it. */
export function asStatement({ status, channel, purpose, source, at, version, wording, form }: Given): Schemas["StatementSent"] {
  const [key = "", number = "", locale = ""] = version.split(" ");
  return {
    status,
    channel,
    purpose,
    programme: "",
    source: source.trim(),
    at: new Date(at).toISOString(),
    ...(version ? { wording_version: { key, version: Number(number), locale } } : {}),
    ...(version || !wording.trim() ? {} : { wording: wording.trim() }),
    ...(form.trim() ? { proof: { form_id: form.trim() } } : {}),
  };
}
