import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../settings/parts";
import { Choices } from "../../ui/Choices";
import { Sheet } from "../../ui/Page";
import { keyFrom } from "./draft";
import type { FieldsProps } from "./KindForm";
import styles from "./Kinds.module.css";

const PURPOSES = ["transactional", "marketing"] as const;

/** What the kind is called, and which consent it asks for. */
export function Identity({ draft, change, error, known }: FieldsProps & { readonly known: boolean }) {
  const { t } = useTranslation();
  const [ownKey, setOwnKey] = useState(false);
  const name = (typed: string) => change(known || ownKey ? { name: typed } : { name: typed, key: keyFrom(typed) });
  return (
    <Sheet title={t("kinds.what")}>
      <div className={styles.fields}>
        <TextInput
          label={t("kinds.name")}
          description={t("kinds.nameHint")}
          required
          withAsterisk={false}
          value={draft.name}
          onChange={(event) => name(event.currentTarget.value)}
          error={faultOf(error, "name")}
        />
        {!known && (
          <TextInput
            label={t("kinds.key")}
            description={t("kinds.keyHint")}
            required
            withAsterisk={false}
            pattern="[a-z0-9][a-z0-9_.\-]{0,63}"
            value={draft.key}
            onChange={(event) => {
              setOwnKey(true);
              change({ key: event.currentTarget.value });
            }}
            error={faultOf(error, "key")}
          />
        )}
      </div>
      <Choices
        legend={t("kinds.purpose")}
        name="purpose"
        beside
        value={draft.purpose}
        choices={PURPOSES.map((value) => ({ value, title: t(`person.purpose.${value}`), text: t(`kinds.purposes.${value}`) }))}
        onChoose={(value) => change({ purpose: value === "marketing" ? "marketing" : "transactional", templates: {}, groupedTemplates: {} })}
      />
      {draft.purpose === "marketing" && (
        <TextInput label={t("kinds.programme")} description={t("kinds.programmeHint")} value={draft.programme} onChange={(event) => change({ programme: event.currentTarget.value })} />
      )}
    </Sheet>
  );
}
