import { useTranslation } from "react-i18next";
import { businessNow } from "../api/time";
import { writtenAs } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";

const DAY_MS = 86_400_000;

/** Times as the clock on the organisation's wall shows them: whoever looks from elsewhere reads the same appointment. */
export interface Wall {
  readonly hour: (iso: string) => string;
  readonly day: (iso: string) => string;
  readonly moment: (iso: string) => string;
  /** The day that it is there ("2026-10-05"). */
  readonly today: string;
}

export function useWall(): Wall {
  const { i18n } = useTranslation();
  const { time_zone: timeZone } = usePlace();
  const language = writtenAs(i18n.language, navigator.languages);
  const hour = new Intl.DateTimeFormat(language, { timeStyle: "short", timeZone });
  const day = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", timeZone });
  const told = (format: Intl.DateTimeFormat) => (iso: string) => format.format(new Date(iso));
  return { hour: told(hour), day: told(day), moment: (iso) => `${told(day)(iso)}, ${told(hour)(iso)}`, today: dayIn(businessNow(), timeZone) };
}

/** A moment's day in a time zone, as forms write it. */
export function dayIn(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(at);
}

/** So many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The moment at which a wall shows a day and an hour. Of an hour that is there twice the first one; one that a change of clocks leaves out moves on by as much. */
export function momentAt(day: string, hour: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T${hour}:00Z`);
  const before = wanted - apart(wanted - DAY_MS, timeZone);
  const after = wanted - apart(wanted + DAY_MS, timeZone);
  const found = before + apart(before, timeZone) === wanted ? before : after + apart(after, timeZone) === wanted ? after : before;
  return new Date(found).toISOString();
}

/** How far a zone's wall is from UTC at a moment, in ms. */
function apart(at: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(at);
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}

/** Minutes and seconds that are left, as a stopwatch writes them; over an hour with hours. Never less than nothing. */
export function leftOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
