import { Button } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog";
import styles from "./Dialog.module.css";

interface Props {
  readonly changed: boolean;
  /** Set once it is kept: then nothing is lost by leaving. */
  readonly saved: RefObject<boolean>;
}

/** Asks before a page is left with something typed on it that is not kept. */
export function Leaving({ changed, saved }: Props) {
  const { t } = useTranslation();
  const leaves = () => changed && !saved.current;
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: leaves, enableBeforeUnload: leaves, withResolver: true });
  if (status !== "blocked") return null;
  return (
    <Dialog title={t("dialog.leave")} onClose={reset}>
      <p>{t("dialog.unsaved")}</p>
      <div className={styles.row}>
        <Button onClick={reset}>{t("dialog.stay")}</Button>
        <Button variant="default" onClick={proceed}>
          {t("dialog.discard")}
        </Button>
      </div>
    </Dialog>
  );
}
