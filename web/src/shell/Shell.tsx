import { Outlet } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLive } from "../live/useLive";
import { Allowed } from "./Allowed";
import { Rooms } from "./Rooms";
import { Stopped } from "./Stopped";
import { Top } from "./Top";
import { useArrival } from "./useArrival";
import { Later } from "../ui/InSteps";
import { InShell } from "../ui/Wrong";
import { usePlace } from "./usePlace";
import styles from "./Shell.module.css";

/** What stands round every page: rooms at the side (at the bottom on a phone), search, connection, the person. */
export function Shell() {
  const { t } = useTranslation();
  useLive(usePlace().id);
  const main = useRef<HTMLElement>(null);
  useArrival(main);
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
      <Later>
        <Rooms />
      </Later>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Stopped />
        <InShell value>
          <Allowed>
            <Outlet />
          </Allowed>
        </InShell>
      </main>
    </div>
  );
}
