import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../api/session";
import { Icon } from "../ui/Icon";
import { Menu, MenuItem } from "../ui/Menu";
import { usePlace } from "./usePlace";
import styles from "./Top.module.css";

/** Whose page this is; who belongs to several goes to another one here. */
export function Organisations() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate();
  const places = useQuery(sessionQuery).data?.places ?? [];
  if (places.length < 2) return <span className={styles.place}>{place.name}</span>;
  return (
    <Menu
      opener={(opener) => (
        <Button
          variant="subtle"
          color="gray"
          rightSection={<Icon name="down" size={16} />}
          aria-label={t("menu.switch", { name: place.name })}
          classNames={{ root: styles.places ?? "", label: styles.placeName ?? "" }}
          {...opener}
        >
          {place.name}
        </Button>
      )}
    >
      {places.map(({ id, slug, name }) => (
        <MenuItem key={id} disabled={id === place.id} onChoose={() => void navigate({ to: "/o/$slug", params: { slug } })}>
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
