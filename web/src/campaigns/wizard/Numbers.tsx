import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../../api/problem";
import { useFormats } from "../../i18n/formats";
import { fill, type Campaign } from "../queries";
import { numbersIn } from "./draft";
import type { Keeping } from "./useDraft";
import styles from "./Wizard.module.css";

const SHOWN = 5;

interface Props {
  readonly campaign: Campaign;
  readonly keeping: Keeping;
  readonly onFilled: () => void;
}

/** Numbers in any way of writing become the recipients; what is none is told with its reason and loses no other. */
export function Numbers({ campaign, keeping, onFilled }: Props) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const [pasted, setPasted] = useState("");
  const numbers = numbersIn(pasted);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      keeping.set({ target_audience: null });
      if (!(await keeping.flush())) throw new Error(t("wizard.notKept"));
      return fill(campaign.id, numbers);
    },
    onSuccess: onFilled,
  });
  return (
    <>
      <Textarea
        label={t("wizard.numbers")}
        description={t("wizard.numbersWhy")}
        value={pasted}
        autosize
        minRows={5}
        maxRows={12}
        inputMode="tel"
        onChange={(event) => setPasted(event.currentTarget.value)}
      />
      <div>
        <Button disabled={numbers.length === 0} loading={isPending} onClick={() => mutate()}>
          {t("wizard.useNumbers", { count: numbers.length, replace: { count: count(numbers.length) } })}
        </Button>
      </div>
      {error && (
        <p role="alert" className={styles.problem}>
          {wordsOf(error)}
        </p>
      )}
      {data && (
        <div role="status">
          <p>{t("wizard.added", { count: data.recipients_added, replace: { count: count(data.recipients_added) } })}</p>
          {data.duplicates > 0 && <p className={styles.quiet}>{t("wizard.twice", { count: data.duplicates, replace: { count: count(data.duplicates) } })}</p>}
          {data.invalid.length > 0 && (
            <>
              <p>{t("wizard.invalid", { count: data.invalid.length, replace: { count: count(data.invalid.length) } })}</p>
              <ul className={styles.list}>
                {data.invalid.slice(0, SHOWN).map(({ position, value, reason }) => (
                  <li key={position}>
                    <bdi>{value || numbers[position]?.slice(0, 40)}</bdi>: {reason}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </>
  );
}
