import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Refusal, Tick } from "../parts";
import { useDoing } from "../useDoing";
import { packsOf, setHours, type OwnHours, type Policy } from "./queries";
import styles from "../Settings.module.css";

const SPANS = ["mon-fri", "mon-sat", "mon-sun"] as const;

/** When marketing may arrive, by jurisdiction: narrower than the law, or wider where its rule lets one. */
export function Hours({ policy }: { readonly policy: Policy }) {
  const hours: readonly OwnHours[] = policy.hours;
  const { t } = useTranslation();
  const place = usePlace();
  const packs = useQuery(packsOf(place.id)).data ?? [];
  const [adds, setAdds] = useState(false);
  const { mutate, error } = useDoing(setHours, { said: () => ({ text: t("policy.hoursSet"), before: hours }), after: () => setAdds(false) });
  const writes = may(place, "operations");
  const nameOf = (pack: string | null | undefined) => packs.find(({ id }) => id === pack)?.name ?? t("policy.everywhere");
  const said = ({ week, holidays }: OwnHours) =>
    [week ? Object.entries(week).map(([days, span]) => `${days} ${span}`).join(", ") : t("policy.lawful"), holidays ? t("policy.onHolidays") : undefined].filter(Boolean).join(" · ");
  return (
    <Sheet title={t("policy.hours")}>
      <p className={styles.quiet}>{t("policy.hoursWhy")}</p>
      <Refusal error={error} />
      <ul className={styles.list} data-lined>
        {hours.map((own) => (
          <li key={own.pack ?? ""} className={styles.thing}>
            <span className={styles.words}>
              <span className={styles.name}>{nameOf(own.pack)}</span>
              <span className={styles.quiet}>{said(own)}</span>
            </span>
            {writes && (
              <Button variant="default" size="compact-md" onClick={() => mutate(hours.filter((each) => each !== own))}>
                {t("policy.drop")}
              </Button>
            )}
          </li>
        ))}
        {hours.length === 0 && <li className={styles.quiet}>{t("policy.lawAlone")}</li>}
      </ul>
      {adds && (
        <NewHours
          packs={packs.filter(({ id }) => !hours.some(({ pack }) => pack === id))}
          onAdd={(own) => mutate([...hours, own])}
          onClose={() => setAdds(false)}
        />
      )}
      {writes && !adds && (
        <div className={styles.row}>
          <Button variant="default" onClick={() => setAdds(true)}>
            {t("policy.addHours")}
          </Button>
        </div>
      )}
    </Sheet>
  );
}

interface Props {
  readonly packs: readonly { readonly id: string; readonly name: string }[];
  readonly onAdd: (own: OwnHours) => void;
  readonly onClose: () => void;
}

function NewHours({ packs, onAdd, onClose }: Props) {
  const { t } = useTranslation();
  const [given, setGiven] = useState({ pack: packs[0]?.id ?? "", days: "mon-fri", from: "09:00", to: "18:00", holidays: false });
  const change = (field: "pack" | "days" | "from" | "to") => (event: { currentTarget: { value: string } }) => setGiven({ ...given, [field]: event.currentTarget.value });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ pack: given.pack || null, week: { [given.days]: `${given.from}-${given.to}` }, holidays: given.holidays });
      }}
    >
      <div className={styles.fields}>
        <NativeSelect
          label={t("policy.pack")}
          value={given.pack}
          onChange={change("pack")}
          data={[...packs.map(({ id, name }) => ({ value: id, label: name })), { value: "", label: t("policy.everywhere") }]}
        />
        <NativeSelect label={t("policy.onDays")} value={given.days} onChange={change("days")} data={SPANS.map((value) => ({ value, label: t(`policy.spans.${value}`) }))} />
        <TextInput type="time" required withAsterisk={false} label={t("policy.from")} value={given.from} onChange={change("from")} />
        <TextInput type="time" required withAsterisk={false} label={t("policy.to")} value={given.to} onChange={change("to")} />
      </div>
      <Tick label={t("policy.onHolidaysToo")} checked={given.holidays} onChange={(holidays) => setGiven({ ...given, holidays })} />
      <div className={styles.row}>
        <Button type="submit">{t("policy.addHours")}</Button>
        <Button variant="subtle" onClick={onClose}>
          {t("settings.cancel")}
        </Button>
      </div>
    </form>
  );
}
