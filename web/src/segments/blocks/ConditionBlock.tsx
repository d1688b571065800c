import { Button } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { isGroup, moved, replaced, type Condition } from "../blocks";
import { ConditionForm } from "../conditions/ConditionForm";
import type { Leaf } from "../tree";
import { useEditing } from "./Editing";
import { Notice } from "./Notice";
import { Tools } from "./Tools";
import styles from "./Blocks.module.css";

/** One condition, read like a sentence. Alt with an arrow moves it from anywhere inside. */
export function ConditionBlock({ block }: { readonly block: Condition }) {
  const { t } = useTranslation();
  const { edit, editAndGo } = useEditing();
  const { id, not, leaf } = block;
  const name = t(`segments.kinds.${leaf.kind}`);
  const change = (part: Partial<Condition>, of?: string) => edit((root) => replaced(root, id, (found) => (isGroup(found) ? found : { ...found, ...part })), of);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const up = event.key === "ArrowUp";
    editAndGo((root) => moved(root, id, up ? -1 : 1), id, up ? "up" : "down");
  };
  return (
    <div data-block={id} tabIndex={-1} role="group" aria-label={name} className={styles.condition} onKeyDown={onKeyDown}>
      <div className={styles.line}>
        <Button className={styles.not} size="compact-sm" variant={not ? "filled" : "default"} aria-pressed={not} onClick={() => change({ not: !not })}>
          {t("segments.not")}
        </Button>
        <strong>{name}</strong>
        <span data-fields className={styles.fields}>
          <ConditionForm leaf={leaf} onLeaf={(next: Leaf) => change({ leaf: next }, `leaf-${id}`)} />
        </span>
      </div>
      <Tools id={id} name={name} />
      <Notice id={id} />
    </div>
  );
}
