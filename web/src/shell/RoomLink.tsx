import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon";
import type { Room } from "./rooms";
import { usePlace } from "./usePlace";
import styles from "./Rooms.module.css";

export function RoomLink({ room: { name, to, icon } }: { readonly room: Room }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  return (
    <Link to={to} params={{ slug }} className={styles.room} activeOptions={{ exact: to === "/o/$slug" }} activeProps={{ "data-here": true, "aria-current": "page" }}>
      <Icon name={icon} />
      <span>{t(`rooms.${name}`)}</span>
    </Link>
  );
}
