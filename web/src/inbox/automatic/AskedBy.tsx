import { Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../settings/parts";
import { languageName } from "../../templates/languageName";
import { Choices } from "../../ui/Choices";
import { Sheet } from "../../ui/Page";
import type { FieldsProps } from "./AnswerForm";
import { KINDS, localesOf } from "./drafts";
import styles from "./Automatic.module.css";

/** What the answer is about, and by which words of people it is asked for. */
export function AskedBy({ draft, change, error, readOnly }: FieldsProps) {
  const { t, i18n } = useTranslation();
  return (
    <Sheet title={t("answering.askedBy")}>
      <div className={styles.own}>
        <TextInput
          label={t("answering.name")}
          description={t("answering.nameWhat")}
          required
          withAsterisk={false}
          maxLength={100}
          readOnly={readOnly}
          error={faultOf(error, "name")}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Choices
          legend={t("answering.kind")}
          name="kind"
          beside
          value={draft.kind}
          choices={KINDS.map((value) => ({ value, title: t(`answering.kinds.${value}`), text: t(`answering.kindsWhat.${value}`), disabled: readOnly }))}
          onChoose={(value) => change({ kind: value === "keyword" ? "keyword" : "question" })}
        />
        {draft.kind === "question" && (
          <div className={styles.pair}>
            {localesOf(draft.sayings).map((locale, place) => (
              <Textarea
                key={locale}
                label={t("answering.sayings", { language: languageName(locale, i18n.language) })}
                description={t("answering.sayingsWhat")}
                placeholder={t(locale.startsWith("fr") ? "answering.sayingsLikeFr" : "answering.sayingsLikeEn")}
                autosize
                minRows={4}
                maxRows={14}
                dir="auto"
                lang={locale}
                readOnly={readOnly}
                error={place === 0 ? faultOf(error, "sayings") : undefined}
                value={draft.sayings[locale] ?? ""}
                onChange={(event) => change({ sayings: { ...draft.sayings, [locale]: event.currentTarget.value } })}
              />
            ))}
          </div>
        )}
        <Textarea
          label={t("answering.keywords")}
          description={t(draft.kind === "question" ? "answering.keywordsToo" : "answering.keywordsWhat")}
          autosize
          minRows={2}
          maxRows={8}
          dir="auto"
          readOnly={readOnly}
          error={faultOf(error, "keywords")}
          value={draft.keywords}
          onChange={(event) => change({ keywords: event.currentTarget.value })}
        />
      </div>
    </Sheet>
  );
}
