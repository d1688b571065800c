import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon";
import { Window } from "../ui/Window";
import styles from "./Search.module.css";

const AT_REST_MS = 1_500;
const Finder = lazy(() => import("./Finder"));

/** Ctrl-K, or the button: to any page, and to people, campaigns and the like by name. */
export function Search() {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  useHotkeys([["mod+K", open]], []);
  useEffect(() => {
    const timer = setTimeout(() => void import("./Finder").catch(() => undefined), AT_REST_MS); // there before the first Ctrl-K, if the server is
    return () => clearTimeout(timer);
  }, []);
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
        <Window high onClose={close} label={t("search.open")}>
          <Suspense fallback={null}>
            <Finder onDone={close} />
          </Suspense>
        </Window>
      )}
    </>
  );
}
