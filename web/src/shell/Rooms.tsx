import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon";
import { roomsOf } from "./rooms";
import { usePlace } from "./usePlace";
import styles from "./Rooms.module.css";

export function Rooms() {
  const { t } = useTranslation();
  const place = usePlace();
  return (
    <nav className={styles.rooms} aria-label={t("rooms.label")}>
      {roomsOf(place).map(({ name, to, icon }) => (
        <Link key={name} to={to} params={{ slug: place.slug }} className={styles.room} activeProps={{ "data-here": true, "aria-current": "page" }}>
          <Icon name={icon} />
          <span>{t(`rooms.${name}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
