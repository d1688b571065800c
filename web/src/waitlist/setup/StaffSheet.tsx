import { Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { weekdayNames } from "../../campaigns/wizard/month";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { changeStaff, type Staff } from "../queries";
import { More, Seek } from "../Seek";
import { useDeed } from "../useDeed";
import { useStaff } from "../useMany";
import { StaffForm } from "./StaffForm";
import styles from "../Waitlist.module.css";

/** Who does it, when they work, and what they do. */
export function StaffSheet({ writes }: { readonly writes: boolean }) {
  const { t } = useTranslation();
  const staff = useStaff({ archived: true });
  const [form, setForm] = useState<Staff | "new">();
  return (
    <Sheet title={t("waitlist.staffTitle")}>
      <Seek of={staff} label={t("waitlist.seekStaff")} />
      {staff.error && !staff.loaded && <Wrong error={staff.error} retry={staff.again} />}
      {!staff.loaded && !staff.error && <Skeleton height={160} radius="lg" />}
      {staff.loaded && staff.rows.length === 0 && <p>{t(staff.typed ? "waitlist.noSuchName" : "waitlist.noStaff")}</p>}
      <ul className={styles.lined}>
        {staff.rows.map((each) => (
          <OneOfStaff key={each.id} staff={each} writes={writes} onChange={() => setForm(each)} />
        ))}
      </ul>
      <More of={staff} />
      {writes && (
        <div>
          <Button variant="default" onClick={() => setForm("new")}>
            {t("waitlist.addStaff")}
          </Button>
        </div>
      )}
      {form && <StaffForm staff={form === "new" ? undefined : form} onClose={() => setForm(undefined)} />}
    </Sheet>
  );
}

interface OneProps {
  readonly staff: Staff;
  readonly writes: boolean;
  readonly onChange: () => void;
}

function OneOfStaff({ staff, writes, onChange }: OneProps) {
  const { t, i18n } = useTranslation();
  const { id, name, skills, skill_names: names, hours, days_off, archived_at: archived } = staff;
  const whole = (archive: boolean) => ({ id, name, skills, hours, days_off, archived: archive });
  const { mutate, isPending } = useDeed(changeStaff, {
    said: (now) => t(now.archived_at ? "waitlist.staffLeft" : "waitlist.staffBack", { name }),
    undo: (_, { archived: archive }) => () => changeStaff(whole(archive !== true)),
  });
  const days = weekdayNames(i18n.language, "short");
  const works = hours.map(({ weekday, opens, closes }) => `${days[weekday - 1] ?? ""} ${opens.slice(0, 5)}–${closes.slice(0, 5)}`);
  const does = skills.length === 0 ? t("waitlist.doesAll") : names.join(", ");
  return (
    <li className={styles.thing}>
      <div className={styles.words}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.quiet}>{archived ? t("waitlist.isGone") : works.length > 0 ? works.join(" · ") : t("waitlist.noHours")}</span>
        {!archived && <span className={styles.quiet}>{does}</span>}
      </div>
      {writes && (
        <div className={styles.row}>
          {!archived && (
            <Button variant="default" size="compact-md" aria-label={t("waitlist.changeOf", { name })} onClick={onChange}>
              {t("waitlist.change")}
            </Button>
          )}
          <Button variant="subtle" size="compact-md" aria-label={t(archived ? "waitlist.returnsOf" : "waitlist.leavesOf", { name })} loading={isPending} onClick={() => mutate(whole(!archived))}>
            {t(archived ? "waitlist.returns" : "waitlist.leaves")}
          </Button>
        </div>
      )}
    </li>
  );
}
