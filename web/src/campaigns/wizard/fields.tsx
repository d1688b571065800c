import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly onCount: (value: number) => void;
}

/** A whole number from 1; what is none is said at once, with what is kept instead. */
export function Count({ label, value, most, onCount }: CountProps) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const [typed, setTyped] = useState(String(value));
  const fits = (text: string) => /^\d{1,9}$/u.test(text.trim()) && Number(text) >= 1 && Number(text) <= most;
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      value={typed}
      error={fits(typed) ? undefined : t("wizard.noCount", { most: count(most), kept: count(value) })}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        if (fits(text)) onCount(Number(text));
      }}
    />
  );
}

interface AmountProps {
  readonly label: string;
  readonly value: string;
  readonly onAmount: (value: string | null) => void;
}

/** An amount of money, with a point or a comma; empty is none. */
export function Amount({ label, value, onAmount }: AmountProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const plain = (text: string) => text.trim().replace(",", ".");
  const fits = (text: string) => /^\d{1,9}(?:\.\d{1,6})?$/u.test(plain(text)) && Number(plain(text)) > 0;
  const empty = typed.trim() === "";
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      placeholder={t("wizard.noBudget")}
      value={typed}
      error={empty || fits(typed) ? undefined : t("wizard.noAmount", { kept: value || t("wizard.noBudget") })}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        if (text.trim() === "") onAmount(null);
        else if (fits(text)) onAmount(plain(text));
      }}
    />
  );
}
