import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { Menu, MenuItem } from "../ui/Menu";
import { initialsOf } from "./initials";
import { useInside } from "./usePlace";
import styles from "./Top.module.css";

const Shortcuts = lazy(() => import("./Shortcuts"));

export function Person() {
  const { t } = useTranslation();
  const { person, place } = useInside();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [helps, { open: help, close: done }] = useDisclosure(false);
  useHotkeys([["shift+?", help]]);
  const leave = async () => {
    await api.DELETE("/session");
    queries.clear();
    await navigate({ to: "/sign-in" });
  };
  return (
    <>
      <Menu
        from="end"
        opener={(opener) => (
          <UnstyledButton className={styles.initials} {...opener}>
            <span aria-hidden="true">{initialsOf(person.name)}</span>
            <VisuallyHidden>{t("menu.person", { name: person.name })}</VisuallyHidden>
          </UnstyledButton>
        )}
      >
        <MenuItem onChoose={() => void navigate({ to: "/o/$slug/account", params: { slug: place.slug } })}>{t("rooms.account")}</MenuItem>
        <MenuItem onChoose={help}>{t("shortcuts.title")}</MenuItem>
        <MenuItem onChoose={() => void leave()}>{t("menu.signOut")}</MenuItem>
      </Menu>
      {helps && (
        <Suspense fallback={null}>
          <Shortcuts onClose={done} />
        </Suspense>
      )}
    </>
  );
}
