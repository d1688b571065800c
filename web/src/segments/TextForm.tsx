import { Button, Textarea } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Sheet } from "../ui/Page";
import { sentences } from "../ui/sentences";
import type { Forms } from "./useForms";
import styles from "./Segments.module.css";

interface Props {
  readonly forms: Forms;
  readonly mayWrite: boolean;
}

/** The conditions as text. What is wrong with it is said below, with a way to the place. */
export function TextForm({ forms, mayWrite }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const { fault, missing, typing } = forms;
  const place = fault?.place ?? null;
  const goThere = () => {
    field.current?.focus();
    if (place !== null) field.current?.setSelectionRange(place, forms.text.length);
  };
  const shown = typing && fault ? sentences(fault.message, fault.fix) : undefined;
  return (
    <Sheet title={t("segments.asText")}>
      <Textarea
        ref={field}
        aria-label={t("segments.asText")}
        description={t("segments.textHint")}
        placeholder={'tag has "vip" and not opened whatsapp in 60 days'}
        autosize
        minRows={2}
        maxRows={12}
        spellCheck={false}
        dir="ltr"
        disabled={!mayWrite}
        classNames={{ input: styles.code }}
        value={forms.text}
        onChange={(event) => forms.type(event.currentTarget.value)}
        onBlur={forms.leaveText}
        error={shown}
      />
      {forms.stuck && (
        <div className={styles.row}>
          {place !== null && (
            <Button variant="default" size="compact-md" onClick={goThere}>
              {t("segments.toPlace", { place: place + 1 })}
            </Button>
          )}
          <Button variant="subtle" size="compact-md" onClick={forms.dropText}>
            {t("segments.dropText")}
          </Button>
        </div>
      )}
      {!typing && missing.size > 0 && <p className={styles.quiet}>{t("segments.textWaits", { count: missing.size })}</p>}
    </Sheet>
  );
}
