import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, Refusal } from "../settings/parts";
import { usePlace } from "../shell/usePlace";
import { Chips } from "../ui/Chips";
import { Dialog } from "../ui/Dialog";
import { dayAfter, momentAt } from "./clock";
import { addFromHours, addSlot, closeSlot } from "./queries";
import { Seek } from "./Seek";
import { useDeed } from "./useDeed";
import { useServices, useStaff } from "./useMany";
import styles from "./Waitlist.module.css";

const WEEK = 6;
/** So many requests at once a server bears; more are closed one by one, by whoever wants that. */
const MOST_UNDONE = 40;

interface Props {
  readonly day: string;
  readonly onClose: () => void;
}

/** Makes one slot, or all that somebody's hours have room for. Whoever waits for one is asked at once. */
export default function NewSlots({ day, onClose }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const [way, setWay] = useState<"one" | "hours">("one");
  const services = useServices();
  const [told, setTold] = useState({ service: "", staff: "", day, time: "", places: "1", first: day, last: dayAfter(day, WEEK) });
  const service = (services.rows.find(({ id }) => id === told.service) ?? services.rows[0])?.id ?? "";
  const team = useStaff(service ? { service_id: service } : {});
  const able = team.rows;
  const who = able.some(({ id }) => id === told.staff) ? told.staff : way === "hours" ? (able[0]?.id ?? "") : "";
  const one = useDeed(addSlot, { said: () => t("waitlist.slotMade"), undo: ({ id }) => () => closeSlot(id), after: onClose, quiet: true });
  const many = useDeed(addFromHours, {
    said: ({ items }) => t("waitlist.slotsMade", { count: items.length }),
    undo: ({ items }) => (items.length > 0 && items.length <= MOST_UNDONE ? () => Promise.all(items.map(({ id }) => closeSlot(id))) : undefined),
    after: ({ items }) => items.length > 0 && onClose(),
    quiet: true,
  });
  const { error, isPending } = way === "one" ? one : many;
  const send = () =>
    way === "one"
      ? one.mutate({ service_id: service, staff_id: who || null, starts_at: momentAt(told.day, told.time, place.time_zone), places: Number(told.places) })
      : many.mutate({ service_id: service, staff_id: who, first: told.first, last: told.last });
  const field = (name: keyof typeof told) => ({ value: told[name], onChange: (event: { currentTarget: { value: string } }) => setTold({ ...told, [name]: event.currentTarget.value }) });
  return (
    <Dialog title={t("waitlist.newSlots")} unsaved={told.time !== ""} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Chips label={t("waitlist.how")} value={way} choices={(["one", "hours"] as const).map((value) => ({ value, label: t(`waitlist.ways.${value}`) }))} onChoose={setWay} />
        <Seek of={services} label={t("waitlist.seekService")} />
        <NativeSelect label={t("waitlist.service")} value={service} onChange={field("service").onChange} data={services.rows.map(({ id, name }) => ({ value: id, label: name }))} error={faultOf(error, "service_id")} />
        <Seek of={team} label={t("waitlist.seekStaff")} />
        <NativeSelect
          label={t("waitlist.staff")}
          value={who}
          onChange={field("staff").onChange}
          data={[...(way === "one" ? [{ value: "", label: t("waitlist.noOne") }] : []), ...able.map(({ id, name }) => ({ value: id, label: name }))]}
          error={faultOf(error, "staff_id")}
        />
        {way === "one" ? (
          <div className={styles.fields}>
            <TextInput label={t("waitlist.day")} type="date" required withAsterisk={false} {...field("day")} />
            <TextInput label={t("waitlist.time")} type="time" required withAsterisk={false} {...field("time")} error={faultOf(error, "starts_at")} />
            <TextInput label={t("waitlist.places")} type="number" min={1} required withAsterisk={false} {...field("places")} error={faultOf(error, "places")} />
          </div>
        ) : (
          <>
            <div className={styles.fields}>
              <TextInput label={t("waitlist.first")} type="date" required withAsterisk={false} {...field("first")} error={faultOf(error, "first")} />
              <TextInput label={t("waitlist.last")} type="date" required withAsterisk={false} {...field("last")} error={faultOf(error, "last")} />
            </div>
            <p className={styles.quiet}>{t("waitlist.hoursWhat")}</p>
            {many.data?.items.length === 0 && <p role="status">{t("waitlist.noneNew")}</p>}
          </>
        )}
        <Refusal error={error} fields={["service_id", "staff_id", "starts_at", "places", "first", "last"]} />
        <p className={styles.quiet}>{t("waitlist.slotsWhat")}</p>
        <div className={styles.row}>
          <Button type="submit" loading={isPending} disabled={way === "hours" && who === ""}>
            {t(`waitlist.make.${way}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
