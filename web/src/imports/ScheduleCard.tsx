import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";
import type { Schedule } from "./queries";
import styles from "./Imports.module.css";

type Deed = "pause" | "resume" | "run";

export function ScheduleCard({ schedule }: { readonly schedule: Schedule }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const queries = useQueryClient();
  const at = { params: { path: { schedule_id: schedule.id } } };
  const { mutate, isPending } = useMutation({
    mutationFn: async (deed: Deed) => {
      if (deed === "pause") await api.POST("/imports/schedules/{schedule_id}/pause", at);
      else if (deed === "resume") await api.POST("/imports/schedules/{schedule_id}/resume", at);
      else await api.POST("/imports/schedules/{schedule_id}/run", at);
    },
    onSuccess: (_answer, deed) => {
      void queries.invalidateQueries({ queryKey: ["imports", place.id] });
      const back = { pause: "resume", resume: "pause", run: undefined } as const;
      const undo = back[deed];
      tell(t(`imports.did.${deed}`, { name: schedule.name }), undo ? { undo: () => mutate(undo) } : {});
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  const paused = schedule.paused_at !== null;
  return (
    <li className={styles.card}>
      <strong dir="auto">{schedule.name}</strong>
      <span className={styles.status} data-status={paused ? "paused" : "done"}>
        {paused ? t("imports.paused") : t(`imports.every.${schedule.every}`, { at: schedule.at })}
      </span>
      <p className={styles.quiet}>
        {[schedule.place, !paused && t("imports.nextAt", { when: moment(schedule.next_at) }), schedule.failures > 0 && t("imports.failures", { count: schedule.failures })]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {may(place, "contacts:write") && (
        <div className={styles.row}>
          <Button size="compact-md" variant="default" loading={isPending} onClick={() => mutate(paused ? "resume" : "pause")}>
            {t(paused ? "imports.resumeSchedule" : "imports.pause")}
          </Button>
          <Button size="compact-md" variant="subtle" disabled={isPending} onClick={() => mutate("run")}>
            {t("imports.runNow")}
          </Button>
        </div>
      )}
    </li>
  );
}
