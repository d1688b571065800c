import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/Icon";
import { added, condition, FRESH, group } from "../blocks";
import type { GroupKind, Kind } from "../tree";
import { useEditing } from "./Editing";
import styles from "./Blocks.module.css";

const KINDS: readonly (readonly ["person" | "doings" | "agreed" | "belongs", readonly Kind[]])[] = [
  ["person", ["tag", "attribute", "field", "age"]],
  ["doings", ["did", "engagement", "turn", "without"]],
  ["agreed", ["consent", "reachable"]],
  ["belongs", ["enrolled", "segment", "list"]],
];
const GROUPS: readonly GroupKind[] = ["any", "all", "none"];

/** Adds a condition of some kind, or a group, to a group; the keyboard goes on in it. */
export function AddMenu({ into }: { readonly into: number }) {
  const { t } = useTranslation();
  const { editAndGo } = useEditing();
  const add = (kind: Kind) => {
    const block = condition(FRESH[kind]);
    editAndGo((root) => added(root, into, block), block.id, "first");
  };
  const addGroup = (kind: GroupKind) => {
    const block = group(kind);
    editAndGo((root) => added(root, into, block), block.id, "add");
  };
  return (
    <Menu position="bottom-start" withinPortal returnFocus={false} loop>
      <Menu.Target>
        <Button data-part="add" variant="default" size="compact-md" leftSection={<Icon name="plus" size={16} />}>
          {t("segments.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.kinds ?? ""}>
        {KINDS.map(([about, kinds]) => [
          <Menu.Label key={about}>{t(`segments.about.${about}`)}</Menu.Label>,
          ...kinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => add(kind)}>
              {t(`segments.kinds.${kind}`)}
            </Menu.Item>
          )),
        ])}
        <Menu.Label>{t("segments.about.groups")}</Menu.Label>
        {GROUPS.map((kind) => (
          <Menu.Item key={kind} onClick={() => addGroup(kind)}>
            {t(`segments.groups.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
