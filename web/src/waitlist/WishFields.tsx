import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { weekdayNames } from "../campaigns/wizard/month";
import { faultOf, Tick } from "../settings/parts";
import { Ticks } from "./Seek";
import { useStaff } from "./useMany";
import type { Draft } from "./wishes";
import styles from "./Waitlist.module.css";

const PRIORITIES = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
const NAMED: Readonly<Record<string, "first" | "usual" | "last">> = { "1": "first", "5": "usual", "9": "last" };

interface Props {
  readonly draft: Draft;
  /** Names of the staff who are wished for already. */
  readonly names?: Readonly<Record<string, string>>;
  readonly error: unknown;
  readonly change: (changes: Partial<Draft>) => void;
}

/** What somebody waits for; what is left empty does not matter to them. */
export function WishFields({ draft, names = {}, error, change }: Props) {
  const { t, i18n } = useTranslation();
  const team = useStaff();
  const field = (name: "earliest" | "latest" | "from" | "until" | "party") => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <>
      <fieldset className={styles.ticks}>
        <legend>{t("waitlist.weekdays")}</legend>
        {weekdayNames(i18n.language, "short").map((name, index) => (
          <Tick
            key={name}
            label={name}
            checked={draft.weekdays.includes(index + 1)}
            onChange={(on) => change({ weekdays: on ? [...draft.weekdays, index + 1].toSorted((one, other) => one - other) : draft.weekdays.filter((each) => each !== index + 1) })}
          />
        ))}
      </fieldset>
      <div className={styles.fields}>
        <TextInput label={t("waitlist.earliest")} type="time" {...field("earliest")} />
        <TextInput label={t("waitlist.latest")} type="time" {...field("latest")} error={faultOf(error, "latest")} />
        <TextInput label={t("waitlist.from")} type="date" {...field("from")} />
        <TextInput label={t("waitlist.untilDay")} type="date" {...field("until")} error={faultOf(error, "until_day")} />
        <TextInput label={t("waitlist.party")} type="number" min={1} required withAsterisk={false} {...field("party")} error={faultOf(error, "party")} />
        <NativeSelect
          label={t("waitlist.priority")}
          value={draft.priority}
          onChange={(event) => change({ priority: event.currentTarget.value })}
          data={PRIORITIES.map((value) => ({ value, label: NAMED[value] ? `${value} · ${t(`waitlist.priorities.${NAMED[value]}`)}` : value }))}
          error={faultOf(error, "priority")}
        />
      </div>
      <Ticks legend={t("waitlist.onlyWith")} seek={t("waitlist.seekStaff")} of={team} chosen={draft.staff} names={names} onChange={(staff) => change({ staff })} />
    </>
  );
}
