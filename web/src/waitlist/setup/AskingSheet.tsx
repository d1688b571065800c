import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Loaded } from "../../settings/Loaded";
import { faultOf, Refusal, Tick } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { askingOf, setAsking, type Asking, type AskingSent } from "../queries";
import { useDeed } from "../useDeed";
import styles from "../Waitlist.module.css";

/** How people are asked: how long a slot is held, how many at once, at which hours, and what reminds them. */
export function AskingSheet({ writes }: { readonly writes: boolean }) {
  const { t } = useTranslation();
  const asking = useQuery(askingOf(usePlace().id));
  return (
    <Sheet title={t("waitlist.asking")}>
      <Loaded from={asking} height={300}>
        {(now) => <Fields key={JSON.stringify(now)} now={now} writes={writes} />}
      </Loaded>
    </Sheet>
  );
}

const NUMBERS = [
  { name: "hold_minutes", min: 1, max: 1440 },
  { name: "at_once", min: 1, max: 500 },
  { name: "most_a_day", min: 1, max: 100 },
  { name: "notice_minutes", min: 0, max: 10_080 },
] as const;

const FIELDS = [...NUMBERS.map(({ name }) => name), "reminders_minutes"];
const MINUTES_OF_HOUR = 60;

function Fields({ now, writes }: { readonly now: Asking; readonly writes: boolean }) {
  const { t } = useTranslation();
  const [before] = useState({
    ...now,
    hold_minutes: String(now.hold_minutes),
    at_once: String(now.at_once),
    most_a_day: String(now.most_a_day),
    notice_minutes: String(now.notice_minutes),
    reminders: now.reminders_minutes.map((each) => String(each / MINUTES_OF_HOUR)).join("; "),
  });
  const [told, setTold] = useState(before);
  const change = (changes: Partial<typeof told>) => setTold({ ...told, ...changes });
  const { mutate, error, isPending } = useDeed(setAsking, { said: () => t("waitlist.askingKept"), undo: () => () => setAsking(sentOf(before)), quiet: true });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate(sentOf(told));
      }}
    >
      <fieldset disabled={!writes} className={styles.plain}>
        <legend className={styles.hidden}>{t("waitlist.asking")}</legend>
        {NUMBERS.map(({ name, min, max }) => (
          <TextInput
            key={name}
            type="number"
            min={min}
            max={max}
            required
            withAsterisk={false}
            label={t(`waitlist.settings.${name}`)}
            description={t(`waitlist.settingsWhy.${name}`)}
            value={told[name]}
            error={faultOf(error, name)}
            onChange={(event) => change({ [name]: event.currentTarget.value })}
          />
        ))}
        <div className={styles.fields}>
          <TextInput type="time" required withAsterisk={false} label={t("waitlist.settings.opens")} value={told.opens.slice(0, 5)} onChange={(event) => change({ opens: event.currentTarget.value })} />
          <TextInput type="time" required withAsterisk={false} label={t("waitlist.settings.closes")} value={told.closes.slice(0, 5)} onChange={(event) => change({ closes: event.currentTarget.value })} />
        </div>
        <p className={styles.quiet}>{t("waitlist.settingsWhy.opens")}</p>
        <TextInput
          label={t("waitlist.settings.reminders")}
          description={t("waitlist.settingsWhy.reminders")}
          value={told.reminders}
          error={faultOf(error, "reminders_minutes")}
          onChange={(event) => change({ reminders: event.currentTarget.value })}
        />
        <Tick label={t("waitlist.settings.sign_up")} checked={told.sign_up} disabled={!writes} onChange={(sign_up) => change({ sign_up })} />
      </fieldset>
      <Refusal error={error} fields={FIELDS} />
      {writes && (
        <div className={styles.row}>
          <Button type="submit" loading={isPending} disabled={JSON.stringify(told) === JSON.stringify(before)}>
            {t("waitlist.keep")}
          </Button>
        </div>
      )}
    </form>
  );
}

interface Told extends Pick<Asking, "opens" | "closes" | "sign_up"> {
  readonly hold_minutes: string;
  readonly at_once: string;
  readonly most_a_day: string;
  readonly notice_minutes: string;
  readonly reminders: string;
}

function sentOf(told: Told): AskingSent {
  return {
    hold_minutes: Number(told.hold_minutes),
    at_once: Number(told.at_once),
    most_a_day: Number(told.most_a_day),
    notice_minutes: Number(told.notice_minutes),
    opens: told.opens,
    closes: told.closes,
    reminders_minutes: remindersIn(told.reminders),
    sign_up: told.sign_up,
  };
}

/** Hours before it begins, as people list them ("24; 2" or "1,5"), in minutes. */
export function remindersIn(text: string): number[] {
  return text
    .split(/;|\s+/u)
    .map((each) => Math.round(Number(each.replace(",", ".")) * MINUTES_OF_HOUR))
    .filter((each) => each > 0);
}
