import { writtenAs } from "../../i18n/formats";

/** A moment on the clocks of a zone, with its day of the week. */
export function momentIn(language: string, iso: string, zone: string): string {
  const format = new Intl.DateTimeFormat(writtenAs(language, navigator.languages), { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: zone });
  return format.format(new Date(iso));
}
