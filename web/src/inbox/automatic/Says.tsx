import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../settings/parts";
import { languageName } from "../../templates/languageName";
import { TextArea } from "../../templates/TextArea";
import { Sheet } from "../../ui/Page";
import type { FieldsProps } from "./AnswerForm";
import { filled, localesOf } from "./drafts";
import styles from "./Automatic.module.css";

const INSERTS = { first_name: '{{ first_name | default("") }}', business: "{{ business }}" };

/** What the answer says, in each language; the phone beside shows the one that is written. */
export function Says({ draft, change, error, readOnly, onLook }: FieldsProps & { readonly onLook: (locale: string) => void }) {
  const { t, i18n } = useTranslation();
  const spoken = Object.keys(filled(draft.answers));
  return (
    <Sheet title={t("answering.says")}>
      <div className={styles.own}>
        {localesOf(draft.answers).map((locale, place) => (
          <div key={locale} lang={locale} onFocus={() => onLook(locale)}>
            <TextArea
              label={t("answering.answerIn", { language: languageName(locale, i18n.language) })}
              description={place === 0 ? t("answering.answerWhat") : undefined}
              value={draft.answers[locale] ?? ""}
              inserts={INSERTS}
              readOnly={readOnly}
              error={place === 0 ? faultOf(error, "answers") : undefined}
              onChange={(text) => change({ answers: { ...draft.answers, [locale]: text } })}
            />
          </div>
        ))}
        {spoken.length > 1 && (
          <NativeSelect
            label={t("answering.otherwise")}
            description={t("answering.otherwiseWhat")}
            disabled={readOnly}
            value={spoken.includes(draft.locale) ? draft.locale : (spoken[0] ?? "")}
            onChange={(event) => change({ locale: event.currentTarget.value })}
            data={spoken.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          />
        )}
      </div>
    </Sheet>
  );
}
