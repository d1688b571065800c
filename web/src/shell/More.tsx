import { Menu, UnstyledButton } from "@mantine/core";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon";
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
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <UnstyledButton className={`${styles.room} ${styles.more}`} data-here={rooms.some(isHere) || undefined}>
          <Icon name="more" />
          <span>{t("rooms.more")}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {groupsOf(rooms).map(({ group, rooms: here }) => (
          <div key={group} role="group" aria-label={t(`rooms.groups.${group}`)}>
            {here.map((room) => (
              <Menu.Item
                key={room.name}
                leftSection={<Icon name={room.icon} size={18} />}
                aria-current={isHere(room) ? "page" : undefined}
                onClick={() => void navigate({ to: room.to, params: { slug } })}
              >
                {t(`rooms.${room.name}`)}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
