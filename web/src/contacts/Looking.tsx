import { NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { useSteps } from "../ui/steps";
import { useDebounced } from "../ui/useDebounced";
import { countriesIn } from "./countries";
import { wantedIn, type Narrowing } from "./searching";
import { USUAL_STAGES, useStage } from "./useStage";
import styles from "./Contacts.module.css";

interface Props {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly narrowing: Narrowing;
  /** Stages of people who are shown, for an organisation may have its own. */
  readonly stages: readonly string[];
  readonly onNarrow: (more: Narrowing) => void;
}

/** What the list is narrowed by: one field for all that can be typed, and two choices. */
export function Looking({ typed, onType, narrowing, stages, onNarrow }: Props) {
  const { t, i18n } = useTranslation();
  const { country } = useFormats();
  const stage = useStage();
  const rested = useDebounced(typed.trim());
  const name = useRef(narrowing.name);
  useEffect(() => {
    if ((name.current ?? "") === rested) return; // to go where one is draws the whole page anew
    name.current = rested;
    onNarrow({ name: rested || undefined });
  }, [onNarrow, rested]);
  const { tag } = wantedIn(typed);
  const keepTag = () => {
    onType("");
    onNarrow({ name: undefined, tag });
  };
  const known = [...new Set<string>([...USUAL_STAGES, ...stages, ...(narrowing.lifecycle ? [narrowing.lifecycle] : [])])];
  const named = useSteps(2) > 1;
  const countries = useMemo(() => (named ? countriesIn(i18n.language) : narrowing.country ? [{ value: narrowing.country, label: country(narrowing.country) }] : []), [named, i18n.language, narrowing.country, country]);
  return (
    <>
      <TextInput
        className={styles.typed}
        aria-label={t("contacts.search")}
        placeholder={t("contacts.search")}
        description={tag && t("contacts.tagHint")}
        inputWrapperOrder={["input", "description"]}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && tag && keepTag()}
      />
      <NativeSelect
        className={styles.choice}
        aria-label={t("contacts.lifecycle")}
        value={narrowing.lifecycle ?? ""}
        onChange={(event) => onNarrow({ lifecycle: event.currentTarget.value || undefined })}
        data={[{ value: "", label: t("contacts.anyStage") }, ...known.map((value) => ({ value, label: stage(value) }))]}
      />
      <NativeSelect
        className={styles.choice}
        aria-label={t("contacts.country")}
        value={narrowing.country ?? ""}
        onChange={(event) => onNarrow({ country: event.currentTarget.value || undefined })}
        data={[{ value: "", label: t("contacts.anyCountry") }, ...countries]}
      />
    </>
  );
}
