import "@mantine/core/styles/ScrollArea.css";
import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "../../ui/sentences";
import type { Group } from "../blocks";
import type { Forms } from "../useForms";
import { EditingContext, type Part } from "./Editing";
import { GroupBlock } from "./GroupBlock";
import { useGoing } from "./useGoing";
import styles from "./Blocks.module.css";

type Change = (root: Group) => Group;

interface Props {
  readonly forms: Forms;
  readonly mayWrite: boolean;
}

/** The conditions as blocks. While the text beside them can't be understood they wait for it. */
export function Blocks({ forms, mayWrite }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLFieldSetElement>(null);
  const go = useGoing(box);
  const { edit, missing, fault, faultAt } = forms;
  const editing = useMemo(
    () => ({
      edit: (by: Change, of = "") => edit({ do: "edit", by, of }),
      editAndGo: (by: Change, id: number, part: Part) => {
        go(id, part);
        edit({ do: "edit", by, of: "" });
      },
      missing,
      fault: fault && faultAt !== undefined ? { id: faultAt, text: sentences(fault.message, fault.fix) } : null,
    }),
    [edit, go, missing, fault, faultAt],
  );
  return (
    <fieldset ref={box} className={styles.blocks} disabled={!mayWrite || forms.stuck} aria-label={t("segments.blocks")}>
      <EditingContext value={editing}>
        <GroupBlock block={forms.root} whole />
      </EditingContext>
    </fieldset>
  );
}
