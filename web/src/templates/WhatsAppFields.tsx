import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { placesIn, withText, type WhatsAppBody } from "./body";
import { ButtonFields } from "./ButtonFields";
import { HeaderFields } from "./HeaderFields";
import type { FieldsProps } from "./SmsFields";
import { TextArea } from "./TextArea";
import { ValueFields } from "./ValueFields";
import styles from "./Editor.module.css";

const CATEGORIES = ["marketing", "utility", "authentication"] as const;

/** A WhatsApp template as the provider approves it: everything that stands here must be as it was approved. */
export function WhatsAppFields(props: FieldsProps<WhatsAppBody>) {
  const { t } = useTranslation();
  const { body, readOnly, onChange } = props;
  const next = `{{${placesIn(body.body).length + 1}}}`;
  return (
    <>
      <HeaderFields {...props} />
      <TextArea
        label={t("templates.text")}
        description={t("templates.placesWhy")}
        value={body.body}
        readOnly={readOnly}
        inserts={{ [t("templates.place", { place: next })]: next }}
        onChange={(text) => onChange(withText(body, text))}
      />
      <ValueFields {...props} />
      <TextInput
        label={t("templates.footer")}
        maxLength={60}
        value={body.footer ?? ""}
        readOnly={readOnly}
        onChange={(event) => onChange({ ...body, footer: event.currentTarget.value })}
      />
      <ButtonFields {...props} />
      <details className={styles.more}>
        <summary>{t("templates.atProvider")}</summary>
        <div className={styles.pairs}>
          <TextInput
            label={t("templates.providerName")}
            value={body.provider_name}
            readOnly={readOnly}
            onChange={(event) => onChange({ ...body, provider_name: event.currentTarget.value })}
          />
          <TextInput label={t("templates.language")} value={body.language} readOnly={readOnly} onChange={(event) => onChange({ ...body, language: event.currentTarget.value })} />
          <NativeSelect
            label={t("templates.category")}
            value={body.category ?? ""}
            disabled={readOnly}
            data={[{ value: "", label: t("templates.categories.none") }, ...CATEGORIES.map((value) => ({ value, label: t(`templates.categories.${value}`) }))]}
            onChange={(event) => onChange({ ...body, category: CATEGORIES.find((each) => each === event.currentTarget.value) ?? null })}
          />
          <TextInput
            label="ContentSid"
            description={t("templates.contentSidWhy")}
            value={body.content_sid ?? ""}
            readOnly={readOnly}
            onChange={(event) => onChange({ ...body, content_sid: event.currentTarget.value || null })}
          />
        </div>
      </details>
    </>
  );
}
