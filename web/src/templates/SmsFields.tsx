import "@mantine/core/styles/Checkbox.css";
import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SmsBody } from "./body";
import { TextArea } from "./TextArea";

export interface FieldsProps<Kind> {
  readonly body: Kind;
  readonly readOnly: boolean;
  readonly onChange: (body: Kind) => void;
}

export function SmsFields({ body, readOnly, onChange }: FieldsProps<SmsBody>) {
  const { t } = useTranslation();
  return (
    <>
      <TextArea label={t("templates.text")} value={body.text} readOnly={readOnly} onChange={(text) => onChange({ ...body, text })} />
      <Checkbox
        label={t("templates.smart")}
        description={t("templates.smartWhy")}
        checked={body.smart_encoding ?? false}
        disabled={readOnly}
        onChange={(event) => onChange({ ...body, smart_encoding: event.currentTarget.checked })}
      />
    </>
  );
}
