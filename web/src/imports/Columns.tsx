import { NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { Sheet } from "../ui/Page";
import { faultOf, FIELDS, IGNORE, mappingOf, ownField } from "./columns";
import type { Change, Draft } from "./draft";
import { look } from "./queries";
import { StepButtons } from "./StepButtons";
import styles from "./Imports.module.css";

interface Props {
  readonly draft: Draft;
  readonly change: Change;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** What each column is: guessed, or as it was said of an earlier file with the same titles. */
export function Columns({ draft, change, onBack, onDone }: Props) {
  const { t } = useTranslation();
  const { file, seen, mapping } = draft;
  const fault = faultOf(mapping);
  const another = useMutation({
    mutationFn: async (sheet: string) => (file ? { sheet, seen: await look(file, sheet) } : undefined),
    onSuccess: (found) => found && change({ ...found, mapping: mappingOf(found.seen.columns) }),
  });
  if (!seen) return null;
  return (
    <Sheet title={t("imports.columnsOf", { name: file?.name ?? "" })}>
      {seen.remembered && <p>{t("imports.remembered", { name: seen.remembered })}</p>}
      {seen.sheets.length > 1 && (
        <NativeSelect label={t("imports.sheet")} value={draft.sheet ?? seen.sheets[0] ?? ""} data={[...seen.sheets]} onChange={(event) => another.mutate(event.currentTarget.value)} />
      )}
      {another.error && <p className={styles.failure}>{wordsOf(another.error)}</p>}
      <ul className={styles.columns}>
        {seen.columns.map((column) => (
          <li key={column.title}>
            <div>
              <strong dir="auto">{column.title}</strong>
              <p className={styles.samples} dir="auto">
                {column.samples.join(" · ") || t("imports.noCells")}
              </p>
            </div>
            <NativeSelect
              aria-label={t("imports.whatIs", { column: column.title })}
              value={mapping[column.title] ?? IGNORE}
              onChange={(event) => change({ mapping: { ...mapping, [column.title]: event.currentTarget.value } })}
              data={[
                { value: IGNORE, label: t("imports.ignore") },
                ...FIELDS.map((field) => ({ value: field, label: t(`imports.field.${field}`) })),
                { value: ownField(column), label: t("imports.ownField", { name: ownField(column).replace("attributes.", "") }) },
              ]}
            />
          </li>
        ))}
      </ul>
      {fault && (
        <p role="alert" className={styles.failure}>
          {fault.kind === "nobody" ? t("imports.nobody") : t("imports.twice")}
        </p>
      )}
      <StepButtons onBack={onBack} onNext={onDone} disabled={fault !== undefined} />
    </Sheet>
  );
}
