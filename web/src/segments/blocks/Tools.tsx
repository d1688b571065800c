import { ActionIcon } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/Icon";
import { moved, removed } from "../blocks";
import { useEditing } from "./Editing";
import styles from "./Blocks.module.css";

/** Moves a block up or down, or takes it away; each can be undone. */
export function Tools({ id, name }: { readonly id: number; readonly name: string }) {
  const { t } = useTranslation();
  const { edit, editAndGo } = useEditing();
  return (
    <span className={styles.tools}>
      <ActionIcon variant="subtle" color="gray" data-part="up" aria-label={t("segments.up", { name })} onClick={() => editAndGo((root) => moved(root, id, -1), id, "up")}>
        <Icon name="up" size={18} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" data-part="down" aria-label={t("segments.down", { name })} onClick={() => editAndGo((root) => moved(root, id, 1), id, "down")}>
        <Icon name="down" size={18} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t("segments.remove", { name })} onClick={() => edit((root) => removed(root, id))}>
        <Icon name="close" size={18} />
      </ActionIcon>
    </span>
  );
}
