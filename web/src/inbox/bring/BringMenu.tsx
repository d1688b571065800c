import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/Icon";
import { Menu, MenuItem } from "../../ui/Menu";
import type { Way } from "../queries";
import { SORTS, type Sort } from "./bringing";
import styles from "../Inbox.module.css";

/** What an answer may bring beside its words; what the channel does not carry says so. */
export function BringMenu({ way, onChoose }: { readonly way: Way; readonly onChoose: (what: Sort) => void }) {
  const { t } = useTranslation();
  return (
    <Menu
      opener={(opener) => (
        <Button {...opener} variant="default" size="compact-md" leftSection={<Icon name="plus" size={16} />}>
          <span className={styles.roomy}>{t("inbox.bring.add")}</span>
        </Button>
      )}
    >
      {SORTS.map((what) => {
        const carried = way.carries.includes(what);
        return (
          <MenuItem key={what} disabled={!carried} onChoose={() => onChoose(what)}>
            {carried ? t(`inbox.bring.${what}`) : t("inbox.bring.not", { what: t(`inbox.bring.${what}`), channel: t(`channel.${way.channel}`) })}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
