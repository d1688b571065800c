import { ActionIcon } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Page";
import { Answer } from "./Answer";
import { Blocks } from "./blocks/Blocks";
import { TextForm } from "./TextForm";
import type { Forms } from "./useForms";
import styles from "./Segments.module.css";

interface Props {
  readonly forms: Forms;
  readonly mayWrite: boolean;
  readonly children: ReactNode;
}

/** Conditions as blocks and as text, and beside them who is meant. */
export function Builder({ forms, mayWrite, children }: Props) {
  const { t } = useTranslation();
  const undo = () => forms.edit({ do: "undo" });
  const redo = () => forms.edit({ do: "redo" });
  useHotkeys([
    ["mod+Z", undo],
    ["mod+shift+Z", redo],
  ]);
  return (
    <div className={styles.builder}>
      <div className={styles.main}>
        {children}
        <Sheet label={t("segments.conditions")}>
          <div className={styles.bar}>
            <h2>{t("segments.conditions")}</h2>
            <ActionIcon variant="default" size="lg" disabled={!mayWrite || !forms.canUndo} aria-label={t("segments.undo")} onClick={undo}>
              <Icon name="undo" size={18} />
            </ActionIcon>
            <ActionIcon variant="default" size="lg" disabled={!mayWrite || !forms.canRedo} aria-label={t("segments.redo")} onClick={redo}>
              <Icon name="redo" size={18} />
            </ActionIcon>
          </div>
          <Blocks forms={forms} mayWrite={mayWrite} />
        </Sheet>
        <TextForm forms={forms} mayWrite={mayWrite} />
      </div>
      <div className={styles.side}>
        <Answer conditions={forms.conditions} />
      </div>
    </div>
  );
}
