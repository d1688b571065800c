import { UnstyledButton } from "@mantine/core";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon";
import { Menu, MenuGroup, MenuItem } from "../ui/Menu";
import { groupsOf, type Room } from "./rooms";
import { usePlace } from "./usePlace";
import styles from "./Rooms.module.css";

/** The rooms for which a phone's bottom bar has no place. */
export function More({ rooms }: { readonly rooms: readonly Room[] }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const isHere = ({ to }: Room) => path.startsWith(to.replace("$slug", slug));
  return (
    <Menu
      from="end"
      opener={(opener) => (
        <UnstyledButton className={styles.room} data-here={rooms.some(isHere) || undefined} {...opener}>
          <Icon name="more" />
          <span>{t("rooms.more")}</span>
        </UnstyledButton>
      )}
    >
      {groupsOf(rooms).map(({ group, rooms: here }) => (
        <MenuGroup key={group} label={t(`rooms.groups.${group}`)} shown={false}>
          {here.map((room) => (
            <MenuItem key={room.name} icon={<Icon name={room.icon} size={18} />} here={isHere(room)} onChoose={() => void navigate({ to: room.to, params: { slug } })}>
              {t(`rooms.${room.name}`)}
            </MenuItem>
          ))}
        </MenuGroup>
      ))}
    </Menu>
  );
}
