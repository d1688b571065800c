import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, Refusal } from "../../settings/parts";
import { Dialog } from "../../ui/Dialog";
import { addStaff, changeStaff, type Staff } from "../queries";
import { namesBy, Ticks } from "../Seek";
import { useDeed } from "../useDeed";
import { useServices } from "../useMany";
import { HoursFields } from "./HoursFields";
import { DaysOff } from "./DaysOff";
import styles from "../Waitlist.module.css";

interface Props {
  readonly staff: Staff | undefined;
  readonly onClose: () => void;
}

/** Somebody of the staff: their name, hours, days off and what they do. */
export function StaffForm({ staff, onClose }: Props) {
  const { t } = useTranslation();
  const services = useServices();
  const [before] = useState({ name: staff?.name ?? "", skills: staff?.skills ?? [], hours: staff?.hours ?? [], days_off: staff?.days_off ?? [] });
  const [told, setTold] = useState(before);
  const change = (changes: Partial<typeof told>) => setTold({ ...told, ...changes });
  const said = { said: ({ name }: Staff) => t("waitlist.staffKept", { name }), after: onClose, quiet: true };
  const { mutate, error, isPending } = useDeed(() => (staff ? changeStaff({ id: staff.id, ...told }) : addStaff(told)), said);
  return (
    <Dialog title={t(staff ? "waitlist.changeStaff" : "waitlist.addStaff")} wide unsaved={told !== before} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate(undefined);
        }}
      >
        <TextInput
          label={t("waitlist.name")}
          description={t("waitlist.staffHint")}
          required
          withAsterisk={false}
          maxLength={200}
          data-autofocus
          value={told.name}
          error={faultOf(error, "name")}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Ticks
          legend={t("waitlist.does")}
          seek={t("waitlist.seekService")}
          of={services}
          chosen={told.skills}
          names={namesBy(staff?.skills ?? [], staff?.skill_names ?? [])}
          onChange={(skills) => change({ skills })}
        />
        <HoursFields hours={told.hours} fault={faultOf(error, "hours")} onChange={(hours) => change({ hours })} />
        <DaysOff days={told.days_off} onChange={(days_off) => change({ days_off })} />
        {staff && <p className={styles.quiet}>{t("waitlist.slotsStay")}</p>}
        <Refusal error={error} fields={["name", "hours"]} />
        <div className={styles.row}>
          <Button type="submit" loading={isPending}>
            {t("waitlist.keep")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
