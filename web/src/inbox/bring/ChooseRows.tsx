import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { freshRow, MOST, type Bringing, type Row } from "./bringing";
import styles from "./Bring.module.css";

type Rows = Extract<Bringing, { what: "buttons" | "menu" }>;

interface Props {
  readonly bringing: Rows;
  readonly onChange: (bringing: Rows) => void;
}

/** The words of up to three buttons, or of a list that one button opens: what is pressed comes back as their answer. */
export function ChooseRows({ bringing, onChange }: Props) {
  const { t } = useTranslation();
  const { what, rows } = bringing;
  const put = (next: readonly Row[]) => onChange({ ...bringing, rows: next });
  const write = (id: number, part: Partial<Row>) => put(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const last = rows.at(-1);
  return (
    <>
      {what === "menu" && <TextInput size="sm" label={t("inbox.bring.opens")} maxLength={MOST.label} value={bringing.button} onChange={(event) => onChange({ ...bringing, button: event.currentTarget.value })} />}
      {rows.map((row, at) => (
        <div key={row.id} className={styles.row}>
          <TextInput
            size="sm"
            label={t(what === "buttons" ? "inbox.bring.button" : "inbox.bring.row", { number: at + 1 })}
            maxLength={what === "buttons" ? MOST.label : MOST.title}
            dir="auto"
            value={row.title}
            onChange={(event) => write(row.id, { title: event.currentTarget.value })}
          />
          {what === "menu" && (
            <TextInput size="sm" label={t("inbox.bring.below", { number: at + 1 })} maxLength={MOST.description} dir="auto" value={row.description} onChange={(event) => write(row.id, { description: event.currentTarget.value })} />
          )}
        </div>
      ))}
      {rows.length < MOST[what] && (
        <div>
          <Button variant="subtle" size="compact-sm" disabled={!last?.title.trim()} onClick={() => put([...rows, freshRow(rows)])}>
            {t(what === "buttons" ? "inbox.bring.moreButtons" : "inbox.bring.moreRows")}
          </Button>
        </div>
      )}
      <p className={styles.hint}>{t("inbox.bring.textToo")}</p>
    </>
  );
}
