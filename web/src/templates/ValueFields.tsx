import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { WhatsAppBody } from "./body";
import type { FieldsProps } from "./SmsFields";
import styles from "./Editor.module.css";

const put = (values: readonly string[], place: number, value: string) => values.map((each, index) => (index === place ? value : each));

/** What fills each place of the text, and an example of it for the provider. */
export function ValueFields({ body, readOnly, onChange }: FieldsProps<WhatsAppBody>) {
  const { t } = useTranslation();
  const examples = body.parameters.map((_, index) => body.examples[index] ?? "");
  return body.parameters.map((parameter, index) => {
    const place = `{{${index + 1}}}`;
    return (
      <div key={place} className={styles.value}>
        <span className={styles.chip} aria-hidden="true">
          {place}
        </span>
        <TextInput
          label={t("templates.valueOf", { place })}
          value={parameter}
          readOnly={readOnly}
          onChange={(event) => onChange({ ...body, parameters: put(body.parameters, index, event.currentTarget.value) })}
        />
        <TextInput
          label={t("templates.exampleOf", { place })}
          value={examples[index] ?? ""}
          readOnly={readOnly}
          onChange={(event) => onChange({ ...body, examples: put(examples, index, event.currentTarget.value) })}
        />
      </div>
    );
  });
}
