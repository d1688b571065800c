import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { campaignsNamed } from "../campaigns/queries";
import { may } from "../api/session";
import { useSimulated } from "../simulator/useSimulated";
import { Icon, type IconName } from "../ui/Icon";
import { useDebounced } from "../ui/useDebounced";
import { holds } from "./matching";
import { roomsOf } from "./rooms";
import { usePlace } from "./usePlace";
import styles from "./Search.module.css";

interface Found {
  readonly key: string;
  readonly label: string;
  readonly icon: IconName;
  readonly go: () => void;
}

function useFound(wanted: string): readonly Found[] {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate();
  const name = useDebounced(wanted.trim());
  const named = useQuery({ ...campaignsNamed(place.id, name), enabled: name !== "" && may(place, "campaigns:read") });
  const rooms = roomsOf(place, useSimulated(place))
    .filter((room) => holds(t(`rooms.${room.name}`), wanted))
    .map(({ name: room, to, icon }) => ({ key: room, label: t(`rooms.${room}`), icon, go: () => void navigate({ to, params: { slug: place.slug } }) }));
  const campaigns = (name === "" ? [] : (named.data?.items ?? [])).map(({ id, name: label }) => ({
    key: id,
    label,
    icon: "campaigns" as const,
    go: () => void navigate({ to: "/o/$slug/campaigns/$id", params: { slug: place.slug, id } }),
  }));
  return [...rooms, ...campaigns];
}

/** A list that arrow keys walk through while one types (WAI-ARIA's combobox). */
export default function Finder({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const found = useFound(wanted);
  const here = Math.min(at, found.length - 1);
  const take = (one: Found | undefined) => {
    if (!one) return;
    onDone();
    one.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((here + step + found.length) % Math.max(found.length, 1));
    } else if (event.key === "Enter") take(found[here]);
  };
  return (
    <>
      <input
        className={styles.input}
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="found"
        aria-activedescendant={found[here] ? `found-${found[here].key}` : undefined}
        aria-label={t("search.hint")}
        placeholder={t("search.hint")}
        value={wanted}
        onChange={(event) => {
          setWanted(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <VisuallyHidden aria-live="polite">{t("search.results", { count: found.length })}</VisuallyHidden>
      <ul id="found" role="listbox" className={styles.list} aria-label={t("search.open")}>
        {found.map((one, place) => (
          <li key={one.key} id={`found-${one.key}`} role="option" aria-selected={place === here} className={styles.option} onClick={() => take(one)}>
            <Icon name={one.icon} size={18} />
            {one.label}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={styles.nothing}>{t("search.nothing")}</p>}
    </>
  );
}
