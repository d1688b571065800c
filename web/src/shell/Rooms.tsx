import { useMediaQuery } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { useSimulated } from "../simulator/useSimulated";
import { More } from "./More";
import { RoomLink } from "./RoomLink";
import { groupsOf, roomsOf } from "./rooms";
import { usePlace } from "./usePlace";
import styles from "./Rooms.module.css";

/** As in the style sheet. */
const NARROW = "(max-width: 48rem)";

/** All rooms by group at the side; on a phone, where each link costs time, only a few of them at the bottom, the others behind "More". */
export function Rooms() {
  const { t } = useTranslation();
  const place = usePlace();
  const rooms = roomsOf(place, useSimulated(place));
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  return (
    <nav className={styles.rooms} aria-label={t("rooms.label")}>
      {groupsOf(narrow ? rooms.filter(({ onBar }) => onBar) : rooms).map(({ group, rooms: here }) => (
        <div key={group} className={styles.group} role="group" aria-label={t(`rooms.groups.${group}`)}>
          {group !== "work" && (
            <span className={styles.title} aria-hidden="true">
              {t(`rooms.groups.${group}`)}
            </span>
          )}
          {here.map((room) => (
            <RoomLink key={room.name} room={room} />
          ))}
        </div>
      ))}
      {narrow && <More rooms={rooms.filter(({ onBar }) => !onBar)} />}
    </nav>
  );
}
