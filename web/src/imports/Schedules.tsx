import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { schedulesOf } from "./queries";
import { ScheduleCard } from "./ScheduleCard";
import styles from "./Imports.module.css";

const AddSchedule = lazy(() => import("./AddSchedule"));

/** Files that are fetched every hour or day. */
export function Schedules() {
  const { t } = useTranslation();
  const place = usePlace();
  const [opened, { open, close }] = useDisclosure(false);
  const { data } = useQuery(schedulesOf(place.id));
  return (
    <Sheet title={t("imports.schedules")}>
      {!data && <Skeleton height={70} />}
      {data?.length === 0 && <p className={styles.quiet}>{t("imports.noSchedule")}</p>}
      {data && data.length > 0 && (
        <ul className={styles.cards}>
          {data.map((schedule) => (
            <ScheduleCard key={schedule.id} schedule={schedule} />
          ))}
        </ul>
      )}
      {may(place, "contacts:write") && (
        <div className={styles.row}>
          <Button variant="default" onClick={open}>
            {t("imports.addSchedule")}
          </Button>
        </div>
      )}
      {opened && (
        <Suspense fallback={null}>
          <AddSchedule onClose={close} />
        </Suspense>
      )}
    </Sheet>
  );
}
