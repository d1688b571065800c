import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { sectionsOf } from "../settings/sections";
import { useSimulated } from "../simulator/useSimulated";
import type { IconName } from "../ui/Icon";
import { useDebounced } from "../ui/useDebounced";
import { foundFor, KINDS, type Found, type Kind } from "./finding";
import { holds } from "./matching";
import { placeOf, recentsOf, remember } from "./recents";
import { roomsOf } from "./rooms";
import { usePlace } from "./usePlace";

export interface Goal {
  readonly key: string;
  readonly label: string;
  readonly icon: IconName;
  readonly aside: string;
  readonly go: () => void;
}

export interface Part {
  readonly title: "recent" | "pages" | "settings" | "words" | Kind;
  readonly goals: readonly Goal[];
}

const ICONS: Record<Kind, IconName> = { contact: "contacts", campaign: "campaigns", template: "templates", segment: "segments", course: "courses", import: "imports", ticket: "repairs", thread: "inbox", booking: "waitlist", notice_kind: "notices", notice: "notices" };

/** Where what is typed may lead: pages at once, things as soon as the fingers rest; with nothing typed, where one went of late. */
export function useFound(typed: string): { readonly parts: readonly Part[]; readonly looking: boolean } {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const navigate = useNavigate();
  const wanted = typed.trim();
  const rested = useDebounced(wanted);
  const [recents] = useState(() => recentsOf(place.id));
  const { data, isFetching } = useQuery({ ...foundFor(place, wanted === "" ? "" : rested), placeholderData: keepPreviousData });
  const rooms = roomsOf(place, useSimulated(place));
  const go =
    (to: string, search: Readonly<Record<string, string>> = {}) =>
    () =>
      void navigate({ to, search });
  const asGoal = (found: Found): Goal => ({
    key: placeOf(found),
    label: found.label || t("contacts.noName"),
    icon: ICONS[found.kind],
    aside: [found.aside, found.at && moment(found.at)].filter(Boolean).join(" · "),
    go: () => {
      remember(place.id, found);
      go(`/o/${place.slug}/${found.path}`, found.search)();
    },
  });
  const pages: Goal[] = rooms
    .filter(({ name }) => holds(t(`rooms.${name}`), wanted))
    .map(({ name, to, icon }) => ({ key: name, label: t(`rooms.${name}`), icon, aside: "", go: go(to.replace("$slug", place.slug)) }));
  const settings: Goal[] = sectionsOf(place)
    .flatMap(({ sections }) => sections)
    .filter(({ name }) => wanted !== "" && (holds(t(`settings.sections.${name}`), wanted) || holds(t(`settings.why.${name}`), wanted)))
    .map(({ name, to }) => ({ key: `settings-${name}`, label: t(`settings.sections.${name}`), icon: "settings", aside: "", go: go(to.replace("$slug", place.slug)) }));
  const words: Goal[] = rooms
    .filter(({ name }) => name === "inbox" && wanted !== "")
    .map(({ to, icon }) => ({ key: "words", label: t("search.words", { words: wanted }), icon, aside: "", go: go(to.replace("$slug", place.slug), { q: wanted }) }));
  const found = wanted === "" ? [] : (data ?? []);
  const parts: readonly Part[] = [
    { title: "recent", goals: wanted === "" ? recents.map(asGoal) : [] },
    { title: "pages", goals: pages },
    ...KINDS.map((kind) => ({ title: kind, goals: found.filter((each) => each.kind === kind).map(asGoal) })),
    { title: "settings", goals: settings },
    { title: "words", goals: words },
  ];
  return { parts: parts.filter(({ goals }) => goals.length > 0), looking: wanted !== "" && (rested !== wanted || isFetching) };
}
