import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { copy } from "../ui/copying";
import type { Place } from "./queries";
import { degrees } from "./words";
import styles from "./Inbox.module.css";

/** Where they are, as words and degrees. No map: asking one would tell its makers who is where. */
export function PlaceShown({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const spot = degrees(place.latitude, place.longitude);
  return (
    <div className={styles.place}>
      <span dir="auto">{[place.name, place.address].filter(Boolean).join(", ") || t("inbox.aPlace")}</span>
      <code>{spot}</code>
      <Button variant="default" size="compact-sm" onClick={() => void copy(spot, t("inbox.copied"))}>
        {t("inbox.copy")}
      </Button>
    </div>
  );
}
