import type { Schemas } from "../../api/client";
import type { Automation, AutoAnswer, AutoAnswerSent } from "./queries";

export const LOCALES = ["en", "fr"] as const;
export const KINDS = ["question", "keyword"] as const satisfies readonly Schemas["AutoKind"][];
export const HOLDS = ["always", "open", "closed"] as const satisfies readonly Schemas["Holds"][];
export const WAYS = ["sms", "whatsapp", "email", "push"] as const satisfies readonly Schemas["Channel"][];
export const URGENCIES = ["high", "normal", "low"] as const;

/** An automatic answer as it is typed: sayings and keywords one to a line. */
export interface AnswerDraft {
  readonly name: string;
  readonly kind: Schemas["AutoKind"];
  readonly sayings: Readonly<Record<string, string>>;
  readonly keywords: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly locale: string;
  readonly holds: Schemas["Holds"];
  readonly channels: readonly Schemas["Channel"][];
}

export const newAnswer = (locale: string): AnswerDraft => ({ name: "", kind: "question", sayings: {}, keywords: "", answers: {}, locale: LOCALES.find((each) => locale.startsWith(each)) ?? "en", holds: "always", channels: [] });

export function answerDraft({ name, kind, sayings, keywords, answers, default_locale, holds, channels }: AutoAnswer): AnswerDraft {
  return { name, kind, sayings: mapped(sayings, (lines) => lines.join("\n")), keywords: keywords.join("\n"), answers, locale: default_locale, holds, channels };
}

/** What is sent: without empty lines, and in a language in which there is an answer where none was meant. */
export function answerOf({ name, kind, sayings, keywords, answers, locale, holds, channels }: AnswerDraft): AutoAnswerSent {
  const said = filled(answers);
  const first = locale in said ? locale : Object.keys(said)[0];
  return {
    name: name.trim(),
    kind,
    sayings: Object.fromEntries(Object.entries(mapped(sayings, linesOf)).filter(([, lines]) => lines.length > 0)),
    keywords: linesOf(keywords),
    answers: said,
    ...(first ? { default_locale: first } : {}),
    holds,
    channels: [...channels],
  };
}

/** The languages of a form: ours, and those in which something stands already. */
export function localesOf(...texts: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  return [...new Set([...LOCALES, ...texts.flatMap((each) => Object.keys(each))])];
}

export function linesOf(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()).filter(Boolean))];
}

/** Without the languages that say nothing. */
export function filled(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ""));
}

function mapped<From, To>(texts: Readonly<Record<string, From>>, change: (from: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, change(value)]));
}

/** How the inbox acts by itself, as it is typed: numbers as words, shares as percent. */
export interface SettingsDraft {
  readonly hours: readonly Schemas["InboxHours"][];
  readonly daysOff: readonly string[];
  readonly tellClosed: boolean;
  readonly usualWords: boolean;
  readonly words: Readonly<Record<string, string>>;
  readonly team: string;
  readonly survey: boolean;
  readonly surveyAfter: string;
  readonly surveyEvery: string;
  readonly sure: string;
  readonly likely: string;
  readonly againHours: string;
  readonly mostADay: string;
  readonly quietHours: string;
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const HOUR = 60;
const HUNDRED = 100;

export function settingsDraft(kept: Automation): SettingsDraft {
  const told = (value: number | undefined, part = 1) => String(Math.round(((value ?? 0) / part) * HUNDRED) / HUNDRED);
  return {
    hours: kept.hours,
    daysOff: kept.days_off,
    tellClosed: kept.tell_closed ?? false,
    usualWords: kept.usual_words ?? true,
    words: mapped(kept.words, (lines) => lines.join("\n")),
    team: kept.escalation_team ?? "",
    survey: kept.survey ?? false,
    surveyAfter: told(kept.survey_after_minutes),
    surveyEvery: told(kept.survey_every_days),
    sure: told(kept.sure, 1 / HUNDRED),
    likely: told(kept.likely, 1 / HUNDRED),
    againHours: told(kept.again_after_minutes, HOUR),
    mostADay: told(kept.most_a_day),
    quietHours: told(kept.quiet_after_agent_minutes, HOUR),
    texts: kept.texts,
  };
}

export function settingsOf(draft: SettingsDraft, on: boolean): Automation {
  const whole = (typed: string, part = 1) => Math.round(Number(typed) * part);
  return {
    on,
    hours: draft.hours.map((each) => ({ ...each })),
    days_off: [...draft.daysOff],
    tell_closed: draft.tellClosed && draft.hours.length > 0,
    usual_words: draft.usualWords,
    words: Object.fromEntries(Object.entries(mapped(draft.words, linesOf)).filter(([, lines]) => lines.length > 0)),
    escalation_team: draft.team || null,
    survey: draft.survey,
    survey_after_minutes: whole(draft.surveyAfter),
    survey_every_days: whole(draft.surveyEvery),
    sure: Number(draft.sure) / HUNDRED,
    likely: Number(draft.likely) / HUNDRED,
    again_after_minutes: whole(draft.againHours, HOUR),
    most_a_day: whole(draft.mostADay),
    quiet_after_agent_minutes: whole(draft.quietHours, HOUR),
    texts: Object.fromEntries(Object.entries(mapped(draft.texts, filled)).filter(([, texts]) => Object.keys(texts).length > 0)),
  };
}
