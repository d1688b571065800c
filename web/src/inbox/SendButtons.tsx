import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon";
import { Menu, MenuItem } from "../ui/Menu";
import styles from "./Inbox.module.css";

interface Props {
  readonly busy: boolean;
  readonly ready: boolean;
  readonly onSend: (then: "pending" | "resolved" | "open") => void;
}

/** Sends, and says where the conversation stands afterwards: theirs, unless another is chosen. */
export function SendButtons({ busy, ready, onSend }: Props) {
  const { t } = useTranslation();
  return (
    <span className={styles.send}>
      <Button size="compact-md" loading={busy} disabled={!ready} onClick={() => onSend("pending")}>
        {t("inbox.send")}
      </Button>
      <Menu
        from="end"
        opener={(opener) => (
          <Button {...opener} size="compact-md" px="xs" variant="default" disabled={!ready || busy} aria-label={t("inbox.sendOtherwise")}>
            <Icon name="up" size={16} />
          </Button>
        )}
      >
        <MenuItem onChoose={() => onSend("resolved")}>{t("inbox.sendResolve")}</MenuItem>
        <MenuItem onChoose={() => onSend("open")}>{t("inbox.sendKeep")}</MenuItem>
      </Menu>
    </span>
  );
}
