import { Button, Loader } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { Sheet } from "../ui/Page";
import { mappingOf } from "./columns";
import type { Change, Draft } from "./draft";
import { look } from "./queries";
import styles from "./Imports.module.css";

interface Props {
  readonly draft: Draft;
  readonly change: Change;
  readonly onDone: () => void;
}

/** A file is dropped, or chosen by the button; it is looked into and nothing of it is kept. */
export function ChooseFile({ draft, change, onDone }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (file: File) => look(file, undefined),
    onSuccess: (seen, file) => {
      change({ file, seen, sheet: undefined, mapping: mappingOf(seen.columns) });
      onDone();
    },
  });
  const take = (file: File | undefined) => file && mutate(file);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <Sheet label={t("imports.step.file")}>
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{t("imports.dropHere")}</p>
        <p className={styles.quiet}>{t("imports.kinds")}</p>
        <input ref={input} type="file" hidden data-testid="file" accept=".csv,.tsv,.txt,.xlsx,.xlsm,.ods,text/csv" onChange={(event) => take(event.currentTarget.files?.[0])} />
        <Button onClick={() => input.current?.click()} disabled={isPending}>
          {t("imports.choose")}
        </Button>
        <div role="status">{isPending && <Loader size="sm" aria-label={t("imports.looking")} />}</div>
      </div>
      {error && (
        <p role="alert" className={styles.failure}>
          {wordsOf(error)}
        </p>
      )}
      {draft.file && (
        <div className={styles.row}>
          <Button variant="default" onClick={onDone}>
            {t("imports.goOnWith", { name: draft.file.name })}
          </Button>
        </div>
      )}
    </Sheet>
  );
}
