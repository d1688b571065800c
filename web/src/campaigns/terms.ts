import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { weekdayNames } from "./wizard/month";
import { sendersOf } from "./wizard/queries";

/** What an approval holds for, besides people and text: a campaign has them as they are, an approval as they were shown. */
export type Terms = Pick<
  Schemas["Rows_ApprovalShown_"]["items"][number]["asked"],
  "start_date" | "end_date" | "daily_send_limit" | "sending_hours" | "quiet_days" | "budget" | "accept_unknown_prices" | "programme" | "sender_id"
>;

/** Each of the terms by its name, in words. */
export function useTerms(terms: Terms): readonly (readonly [name: string, value: string])[] {
  const { t, i18n } = useTranslation();
  const { day, count, money } = useFormats();
  const place = usePlace();
  const senders = useQuery({ ...sendersOf(place.id), enabled: terms.sender_id !== null }).data?.items ?? [];
  const { from, to, clock } = terms.sending_hours;
  const weekdays = weekdayNames(i18n.language, "long");
  const quiet = terms.quiet_days.map((number) => weekdays[number - 1]).join(", ");
  return [
    [t("wizard.start"), terms.start_date ? day(terms.start_date) : t("wizard.startNow")],
    [t("wizard.endDay"), terms.end_date ? day(terms.end_date) : "–"],
    [t("wizard.aDay"), count(terms.daily_send_limit)],
    [t("review.hours"), t(clock === "recipient" ? "review.hoursTheirs" : "review.hoursOurs", { from: from.slice(0, 5), to: to.slice(0, 5), zone: place.time_zone })],
    [t("review.quietDays"), quiet || "–"],
    [t("review.budget"), terms.budget ? money(terms.budget, place.currency) : t("wizard.noBudget")],
    ...(terms.budget ? [[t("review.unknownPrices"), t(terms.accept_unknown_prices ? "review.unknownSent" : "review.unknownNotSent")] as const] : []), // a price holds nobody back where there is no budget
    [t("review.programme"), terms.programme || t("review.programmeNone")],
    [t("review.sender"), terms.sender_id === null ? t("review.senderFirst") : (senders.find(({ id }) => id === terms.sender_id)?.label ?? "…")],
  ];
}
