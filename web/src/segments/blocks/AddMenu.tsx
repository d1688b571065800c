import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/Icon";
import { Menu, MenuGroup, MenuItem } from "../../ui/Menu";
import { added, condition, FRESH, group } from "../blocks";
import type { GroupKind, Kind } from "../tree";
import { useEditing } from "./Editing";

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
    <Menu
      opener={(opener) => (
        <Button data-part="add" variant="default" size="compact-md" leftSection={<Icon name="plus" size={16} />} {...opener}>
          {t("segments.add")}
        </Button>
      )}
    >
      {KINDS.map(([about, kinds]) => (
        <MenuGroup key={about} label={t(`segments.about.${about}`)}>
          {kinds.map((kind) => (
            <MenuItem key={kind} onChoose={() => add(kind)}>
              {t(`segments.kinds.${kind}`)}
            </MenuItem>
          ))}
        </MenuGroup>
      ))}
      <MenuGroup label={t("segments.about.groups")}>
        {GROUPS.map((kind) => (
          <MenuItem key={kind} onChoose={() => addGroup(kind)}>
            {t(`segments.groups.${kind}`)}
          </MenuItem>
        ))}
      </MenuGroup>
    </Menu>
  );
}
