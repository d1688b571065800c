import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { businessNow } from "../../api/time";
import { usePlace } from "../../shell/usePlace";
import { Choices } from "../../ui/Choices";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { Amount, Count } from "./fields";
import { Forecast } from "./Forecast";
import { sendersOf } from "./queries";
import { useFilled } from "./useFilled";
import { Weekdays } from "./Weekdays";
import type { StepProps } from "./Wizard";
import styles from "./Wizard.module.css";

const PRIORITIES = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
const MOST_A_DAY = 10_000_000;

/** When it starts, how many a day, in which hours, by which sender, at what cost at most; beside it, the days as they would be. */
export function ScheduleStep({ campaign, keeping }: StepProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const { draft, set } = keeping;
  const senders = useQuery({ ...sendersOf(place.id), enabled: may(place, "channels:read") }).data?.items ?? [];
  const filled = useFilled(campaign, keeping);
  const hours = draft.sending_hours;
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: place.time_zone }).format(businessNow());
  return (
    <div className={styles.columns}>
      <Sheet title={t("wizard.scheduleTitle")}>
        <Choices
          legend={t("wizard.start")}
          name="start"
          beside
          value={draft.start_date === null ? "now" : "date"}
          choices={[
            { value: "now", title: t("wizard.startNow"), text: t("wizard.startNowWhy") },
            { value: "date", title: t("wizard.startDate"), text: t("wizard.startDateWhy") },
          ]}
          onChoose={(word) => set({ start_date: word === "now" ? null : today })}
        />
        <div className={styles.fields}>
          {draft.start_date !== null && (
            <TextInput
              type="date"
              label={t("wizard.startDay")}
              value={draft.start_date}
              onChange={(event) => event.currentTarget.value && set({ start_date: event.currentTarget.value })}
            />
          )}
          <TextInput
            type="date"
            label={t("wizard.endDay")}
            value={draft.end_date ?? ""}
            onChange={(event) => set({ end_date: event.currentTarget.value || null })}
          />
          <Count label={t("wizard.aDay")} value={draft.daily_send_limit} most={MOST_A_DAY} onCount={(daily_send_limit) => set({ daily_send_limit })} />
        </div>
        <div className={styles.fields}>
          <TextInput
            type="time"
            label={t("wizard.opens")}
            value={hours.from}
            onChange={(event) => event.currentTarget.value && set({ sending_hours: { ...hours, from: event.currentTarget.value } })}
          />
          <TextInput
            type="time"
            label={t("wizard.closes")}
            value={hours.to}
            onChange={(event) => event.currentTarget.value && set({ sending_hours: { ...hours, to: event.currentTarget.value } })}
          />
          <NativeSelect
            label={t("wizard.clock")}
            value={hours.clock}
            onChange={(event) => set({ sending_hours: { ...hours, clock: event.currentTarget.value === "recipient" ? "recipient" : "organisation" } })}
            data={[
              { value: "organisation", label: t("wizard.clockOurs", { zone: place.time_zone }) },
              { value: "recipient", label: t("wizard.clockTheirs") },
            ]}
          />
        </div>
        <Weekdays quiet={draft.quiet_days} onChange={(quiet_days) => set({ quiet_days })} />
        <div className={styles.fields}>
          <NativeSelect
            label={t("wizard.sender")}
            value={draft.sender_id ?? ""}
            onChange={(event) => set({ sender_id: event.currentTarget.value || null })}
            data={[
              { value: "", label: t("wizard.anySender") },
              ...senders.filter(({ channel }) => channel === campaign.channel).map(({ id, label }) => ({ value: id, label })),
            ]}
          />
          <NativeSelect
            label={t("wizard.priority")}
            value={String(draft.priority)}
            onChange={(event) => set({ priority: Number(event.currentTarget.value) })}
            data={PRIORITIES.map((value) => ({ value, label: value === "1" ? t("wizard.priorityFirst") : value }))}
          />
          <Amount
            label={t("wizard.budget", { currency: place.currency })}
            value={draft.budget === null ? "" : String(draft.budget)}
            onAmount={(budget) => set({ budget })}
          />
        </div>
        <p className={styles.quiet}>{t("wizard.lawStays")}</p>
      </Sheet>
      {filled.error && !filled.data ? (
        <Wrong error={filled.error} retry={() => void filled.refetch()} />
      ) : (
        <Forecast id={campaign.id} version={`${keeping.version} ${filled.stamp}`} waits={keeping.state === "keeping" || !filled.ready} />
      )}
    </div>
  );
}
