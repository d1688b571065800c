import { useTranslation } from "react-i18next";
import { businessNow } from "../api/time";

export interface Formats {
  count: (value: number) => string;
  percent: (value: number) => string;
  /** An amount as the API writes it ("0.0450"), in its currency; small ones with the digits that tell them apart. */
  money: (amount: string, currency: string) => string;
  day: (iso: string) => string;
  shortDay: (iso: string) => string;
  moment: (iso: string) => string;
  /** The time of day, with seconds. */
  time: (iso: string) => string;
  /** The time of day, to the minute. */
  clock: (iso: string) => string;
  /** How long ago in business time, in which everything but sessions is dated. */
  ago: (iso: string) => string;
  /** How long ago on people's own watches: sessions, and what this browser keeps. */
  agoByWatch: (iso: string) => string;
  country: (code: string) => string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The language as it is written where the viewer is: 13 November in Britain, November 13 in America. A browser may name places that no page can use ("en-US@posix"). */
export function writtenAs(language: string, read: readonly string[]): string {
  return read.find((each) => each.toLowerCase().startsWith(`${language}-`) && isUsable(each)) ?? language;
}

function isUsable(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

const known = new Map<string, Formats>();

/** Numbers and times as the language writes them. Days ("2026-10-05") have no zone; moments are told in the viewer's. */
export function formatsOf(chosen: string): Formats {
  const language = writtenAs(chosen, navigator.languages);
  const formats = known.get(language) ?? formatsIn(language);
  known.set(language, formats);
  return formats;
}

/** Formatters are dear to make: each is made when it is first needed, and once for all rows of all lists. */
function formatsIn(language: string): Formats {
  const number = once(() => new Intl.NumberFormat(language));
  const percent = once(() => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }));
  const day = once(() => new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }));
  const shortDay = once(() => new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" }));
  const moment = once(() => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }));
  const time = once(() => new Intl.DateTimeFormat(language, { timeStyle: "medium" }));
  const clock = once(() => new Intl.DateTimeFormat(language, { timeStyle: "short" }));
  const relative = once(() => new Intl.RelativeTimeFormat(language, { numeric: "auto" }));
  const countries = once(() => new Intl.DisplayNames(language, { type: "region", fallback: "code" }));
  return {
    count: (value) => number().format(value),
    percent: (value) => percent().format(value / 100),
    money: (amount, currency) => moneyIn(language, Number(amount), currency),
    day: (iso) => day().format(new Date(iso)),
    shortDay: (iso) => shortDay().format(new Date(iso)),
    moment: (iso) => moment().format(new Date(iso)),
    time: (iso) => time().format(new Date(iso)),
    clock: (iso) => clock().format(new Date(iso)),
    ago: (iso) => relative().format(...since((Date.parse(iso) - businessNow().getTime()) / 1000)),
    agoByWatch: (iso) => relative().format(...since((Date.parse(iso) - Date.now()) / 1000)),
    country: (code) => countries().of(code) ?? code,
  };
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

function moneyIn(language: string, amount: number, currency: string): string {
  const small = amount !== 0 && Math.abs(amount) < 1;
  return new Intl.NumberFormat(language, { style: "currency", currency, ...(small ? { maximumFractionDigits: 4 } : {}) }).format(amount);
}

/** The largest unit that fits: seconds, negative for the past, as the browser's formatter takes them. */
export function since(seconds: number): [number, Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(seconds);
  if (size < HOUR) return [Math.round(seconds / MINUTE), "minute"];
  if (size < DAY) return [Math.round(seconds / HOUR), "hour"];
  return [Math.round(seconds / DAY), "day"];
}

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return formatsOf(i18n.language);
}
