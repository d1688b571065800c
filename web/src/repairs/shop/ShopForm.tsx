import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { faultOf, Refusal, Tick } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { WeekHours } from "../../ui/WeekHours";
import { daysOf, fromMicros, microsOf } from "../amounts";
import { putShop, type Shop } from "../queries";
import { useRepairs } from "../useRepairs";
import styles from "../Repairs.module.css";

/** The hours, the reminders, the budget, and in which version texts go. */
export function ShopForm({ shop }: { readonly shop: Shop }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { currency } = place;
  const [hours, setHours] = useState<Shop["hours"]>(shop.hours);
  const [pickup, setPickup] = useState(shop.pickup_days.join(", "));
  const [payment, setPayment] = useState(shop.payment_days.join(", "));
  const [appointment, setAppointment] = useState(shop.appointment_hours === null ? "" : String(shop.appointment_hours));
  const [budget, setBudget] = useState(shop.monthly_budget_micros === null ? "" : fromMicros(shop.monthly_budget_micros));
  const [emoji, setEmoji] = useState(shop.emoji);
  const typed = { pickup: daysOf(pickup), payment: daysOf(payment), appointment: daysOf(appointment), budget: microsOf(budget) };
  const whole = typed.pickup !== undefined && typed.payment !== undefined && typed.appointment !== undefined && typed.appointment.length < 2 && typed.budget !== undefined;
  const save = useRepairs(
    () =>
      putShop({
        hours: [...hours],
        pickup_days: [...(typed.pickup ?? [])],
        payment_days: [...(typed.payment ?? [])],
        appointment_hours: typed.appointment?.[0] ?? null,
        monthly_budget_micros: typed.budget ?? null,
        emoji,
      }),
    { quiet: true, said: () => t("repairs.set.saved") },
  );
  const writes = may(place, "templates:write");
  return (
    <form
      className={styles.counter}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Sheet title={t("repairs.set.hours")}>
        <p className={styles.quiet}>{t("repairs.set.hoursWhy")}</p>
        <WeekHours hours={hours} disabled={!writes} onChange={setHours} />
      </Sheet>
      <Sheet title={t("repairs.set.reminders")}>
        <div className={styles.fields}>
          <TextInput label={t("repairs.set.pickup")} description={t("repairs.set.daysHint")} disabled={!writes} value={pickup} onChange={(event) => setPickup(event.currentTarget.value)} error={faultOf(save.error, "pickup_days")} />
          <TextInput label={t("repairs.set.payment")} description={t("repairs.set.daysHint")} disabled={!writes} value={payment} onChange={(event) => setPayment(event.currentTarget.value)} error={faultOf(save.error, "payment_days")} />
          <TextInput label={t("repairs.set.appointment")} description={t("repairs.set.appointmentHint")} inputMode="numeric" disabled={!writes} value={appointment} onChange={(event) => setAppointment(event.currentTarget.value)} error={faultOf(save.error, "appointment_hours")} />
          <TextInput label={t("repairs.set.budget", { currency })} description={t("repairs.set.budgetHint")} inputMode="decimal" disabled={!writes} value={budget} onChange={(event) => setBudget(event.currentTarget.value)} error={faultOf(save.error, "budget")} />
        </div>
        <Tick label={t("repairs.set.emoji")} checked={emoji} disabled={!writes} onChange={setEmoji} />
      </Sheet>
      <Refusal error={save.error} fields={["pickup_days", "payment_days", "appointment_hours", "budget"]} />
      {writes && (
        <div className={styles.row}>
          <Button type="submit" loading={save.isPending} disabled={!whole}>
            {t("repairs.set.save")}
          </Button>
        </div>
      )}
    </form>
  );
}
