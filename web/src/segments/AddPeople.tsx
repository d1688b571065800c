import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { wordsOf } from "../api/problem";
import { Sheet } from "../ui/Page";
import { numbersIn } from "./numbers";
import type { Segment } from "./queries";
import { useKnown } from "./useKnown";
import { useListed } from "./useListed";
import styles from "./Segments.module.css";

/** Puts people into a list: by their numbers, or everybody who is in a segment now. */
export function AddPeople({ list }: { readonly list: Segment }) {
  const { t } = useTranslation();
  const { segments } = useKnown();
  const { add } = useListed(list.id);
  const [pasted, setPasted] = useState("");
  const [chosen, setChosen] = useState("");
  const numbers = numbersIn(pasted);
  const byNumber = useMutation({ mutationFn: () => add({ phone_numbers: numbers }), onSuccess: () => setPasted("") });
  const bySegment = useMutation({ mutationFn: () => add({ segment: chosen }) });
  return (
    <Sheet title={t("segments.addPeople")}>
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          byNumber.mutate();
        }}
      >
        <Textarea
          label={t("segments.numbers")}
          description={t("segments.numbersHint")}
          autosize
          minRows={3}
          maxRows={10}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
          error={byNumber.error ? wordsOf(byNumber.error) : undefined}
        />
        <div className={styles.row}>
          <Button type="submit" variant="default" loading={byNumber.isPending} disabled={numbers.length === 0}>
            {t("segments.addNumbers", { count: numbers.length })}
          </Button>
        </div>
        {byNumber.data && <Listed told={byNumber.data} />}
      </form>
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          bySegment.mutate();
        }}
      >
        <NativeSelect
          label={t("segments.fromSegment")}
          description={t("segments.fromSegmentHint")}
          value={chosen}
          data={[{ value: "", label: t("segments.whichSegment") }, ...segments.filter(({ id }) => id !== list.id).map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(event) => setChosen(event.currentTarget.value)}
          error={bySegment.error ? wordsOf(bySegment.error) : undefined}
        />
        <div className={styles.row}>
          <Button type="submit" variant="default" loading={bySegment.isPending} disabled={chosen === ""}>
            {t("segments.addThem")}
          </Button>
        </div>
        {bySegment.data && <Listed told={bySegment.data} />}
      </form>
    </Sheet>
  );
}

/** What became of people who were to be put in. */
function Listed({ told }: { readonly told: Schemas["ListedShown"] }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      <p>{t("segments.listed", { count: told.changed })}</p>
      {told.unchanged > 0 && <p className={styles.quiet}>{t("segments.already", { count: told.unchanged })}</p>}
      {told.unknown.length > 0 && <p className={styles.warning}>{t("segments.noNumbers", { count: told.unknown.length, which: told.unknown.slice(0, 10).join(", ") })}</p>}
    </div>
  );
}
