import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { placesIn, type Header, type WhatsAppBody } from "./body";
import type { FieldsProps } from "./SmsFields";
import styles from "./Editor.module.css";

const KINDS = ["none", "text", "image", "video", "document"] as const;

/** What stands above the text: words with at most one place, or a picture, film or document at a public address. */
export function HeaderFields({ body, readOnly, onChange }: FieldsProps<WhatsAppBody>) {
  const { t } = useTranslation();
  const { header } = body;
  const change = (part: Partial<Header>) => header && onChange({ ...body, header: { ...header, ...part } });
  const choose = (kind: (typeof KINDS)[number]) => onChange({ ...body, header: kind === "none" ? null : { kind, text: "", ...(kind === "text" ? {} : { link: "https://" }) } });
  const changeText = (text: string) => change({ text, parameter: placesIn(text).length ? (header?.parameter ?? '{{ first_name | default("…") }}') : null });
  return (
    <div className={styles.pairs}>
      <NativeSelect
        label={t("templates.header")}
        value={header?.kind ?? "none"}
        disabled={readOnly}
        data={KINDS.map((value) => ({ value, label: t(`templates.headers.${value}`) }))}
        onChange={(event) => choose(KINDS.find((each) => each === event.currentTarget.value) ?? "none")}
      />
      {header?.kind === "text" && (
        <TextInput label={t("templates.headerText")} maxLength={60} value={header.text ?? ""} readOnly={readOnly} onChange={(event) => changeText(event.currentTarget.value)} />
      )}
      {header?.kind === "text" && typeof header.parameter === "string" && (
        <TextInput label={t("templates.valueOf", { place: "{{1}}" })} value={header.parameter} readOnly={readOnly} onChange={(event) => change({ parameter: event.currentTarget.value })} />
      )}
      {header && header.kind !== "text" && (
        <TextInput label={t("templates.headerLink")} type="url" value={header.link ?? ""} readOnly={readOnly} onChange={(event) => change({ link: event.currentTarget.value })} />
      )}
    </div>
  );
}
