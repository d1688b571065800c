import { useTranslation } from "react-i18next";
import { isGroup, replaced, type Group } from "../blocks";
import { Pick } from "../fields/Pick";
import type { GroupKind } from "../tree";
import { AddMenu } from "./AddMenu";
import { ConditionBlock } from "./ConditionBlock";
import { useEditing } from "./Editing";
import { Notice } from "./Notice";
import { Tools } from "./Tools";
import styles from "./Blocks.module.css";

const KINDS: readonly GroupKind[] = ["all", "any", "none"];

/** Conditions of which all, any or none must hold, and groups of such. */
export function GroupBlock({ block, whole = false }: { readonly block: Group; readonly whole?: boolean }) {
  const { t } = useTranslation();
  const { edit } = useEditing();
  const { id, kind, of } = block;
  const name = t(`segments.groups.${kind}`);
  const turn = (to: GroupKind) => edit((root) => replaced(root, id, (found) => (isGroup(found) ? { ...found, kind: to } : found)));
  return (
    <div data-block={id} tabIndex={-1} role="group" aria-label={name} className={styles.group} data-kind={kind} data-whole={whole || undefined}>
      <div className={styles.head}>
        <Pick label={t("segments.groupOf")} value={kind} choices={KINDS.map((each) => [each, t(`segments.groups.${each}`)] as const)} onPick={turn} />
        {!whole && <Tools id={id} name={name} />}
      </div>
      {of.map((each, at) => (
        <div key={each.id} className={styles.member}>
          {at > 0 && <span className={styles.joint}>{t(`segments.joints.${kind}`)}</span>}
          {isGroup(each) ? <GroupBlock block={each} /> : <ConditionBlock block={each} />}
        </div>
      ))}
      <Notice id={id} />
      <AddMenu into={id} />
    </div>
  );
}
