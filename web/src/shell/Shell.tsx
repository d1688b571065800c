import { Outlet } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Rooms } from "./Rooms";
import { Top } from "./Top";
import styles from "./Shell.module.css";

/** What stands round every page: rooms at the side (at the bottom on a phone), search, connection, the person. */
export function Shell() {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  return (
    <div className={styles.shell}>
      <a
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t("app.skip")}
      </a>
      <Top />
      <Rooms />
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </div>
  );
}
