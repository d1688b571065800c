import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Tick } from "../settings/parts";
import type { Many } from "./useMany";
import styles from "./Waitlist.module.css";

type Of = Omit<Many<never>, "rows">;

/** Looks for some among many by the letters of their name; nothing where there are few. */
export function Seek({ of, label }: { readonly of: Of; readonly label: string }) {
  return of.many ? <TextInput type="search" aria-label={label} placeholder={label} value={of.typed} onChange={(event) => of.type(event.currentTarget.value)} /> : null;
}

/** Brings the next ones of a list. */
export function More({ of }: { readonly of: Of }) {
  const { t } = useTranslation();
  if (!of.more) return null;
  return (
    <div>
      <Button variant="default" loading={of.brings} onClick={of.more}>
        {t("waitlist.more")}
      </Button>
    </div>
  );
}

interface TicksProps {
  readonly legend: string;
  readonly seek: string;
  readonly of: Many<{ readonly id: string; readonly name: string }>;
  readonly chosen: readonly string[];
  /** What those are called that were chosen before. */
  readonly names: Readonly<Record<string, string>>;
  readonly onChange: (chosen: string[]) => void;
}

/** Some of many to be ticked; what is ticked stays in sight, whatever is looked for. */
export function Ticks({ legend, seek, of, chosen, names, onChange }: TicksProps) {
  const [known, setKnown] = useState(names);
  const found = new Set(of.rows.map(({ id }) => id));
  const shown = [...chosen.filter((id) => !found.has(id)).map((id) => ({ id, name: known[id] ?? "…" })), ...of.rows];
  if (shown.length === 0 && !of.many) return null;
  return (
    <fieldset className={styles.ticks}>
      <legend>{legend}</legend>
      <Seek of={of} label={seek} />
      {shown.map(({ id, name }) => (
        <Tick
          key={id}
          label={name}
          checked={chosen.includes(id)}
          onChange={(on) => {
            setKnown({ ...known, [id]: name });
            onChange(on ? [...chosen, id] : chosen.filter((each) => each !== id));
          }}
        />
      ))}
      <More of={of} />
    </fieldset>
  );
}

/** Names by ids that come side by side. */
export const namesBy = (ids: readonly string[], names: readonly string[]) => Object.fromEntries(ids.map((id, index) => [id, names[index] ?? ""]));
