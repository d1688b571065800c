import { Modal, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon";
import styles from "./Search.module.css";

const Finder = lazy(() => import("./Finder"));

/** Ctrl-K, or the button: to any page, and to campaigns by name. */
export function Search() {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  useHotkeys([["mod+K", open]], []);
  return (
    <>
      <UnstyledButton className={styles.button} aria-keyshortcuts="Control+K" onClick={open}>
        <Icon name="search" />
        <VisuallyHidden>{t("search.open")}</VisuallyHidden>
        <kbd className={styles.keys} aria-hidden="true">
          Ctrl K
        </kbd>
      </UnstyledButton>
      {opened && (
        <Modal.Root opened lockScroll={false} onClose={close} yOffset="12vh" centered={false} padding={0}>
          <Modal.Overlay />
          <Modal.Content aria-label={t("search.open")}>
            <Suspense fallback={null}>
              <Finder onDone={close} />
            </Suspense>
          </Modal.Content>
        </Modal.Root>
      )}
    </>
  );
}
