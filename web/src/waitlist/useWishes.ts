import { useTranslation } from "react-i18next";
import { weekdayNames } from "../campaigns/wizard/month";
import { useFormats } from "../i18n/formats";
import type { Wishes } from "./queries";

/** Wishes in words, those that matter alone. */
export function useWishes(): (wishes: Wishes) => string {
  const { t, i18n } = useTranslation();
  const { shortDay } = useFormats();
  const all = new Intl.ListFormat(i18n.language, { type: "disjunction" });
  const names = weekdayNames(i18n.language, "short");
  return ({ staff, weekdays, earliest, latest, from_day: first, until_day: last, party }) => {
    const parts = [
      weekdays.length > 0 && all.format(weekdays.map((each) => names[each - 1] ?? "")),
      earliest && t("waitlist.wish.earliest", { time: earliest.slice(0, 5) }),
      latest && t("waitlist.wish.latest", { time: latest.slice(0, 5) }),
      first && t("waitlist.wish.from", { day: shortDay(first) }),
      last && t("waitlist.wish.until", { day: shortDay(last) }),
      staff.length > 0 && t("waitlist.wish.with", { names: all.format(staff) }),
      party > 1 && t("waitlist.wish.party", { count: party }),
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(", ") : t("waitlist.wish.any");
  };
}
