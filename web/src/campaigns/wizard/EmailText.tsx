import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EmailBody } from "../../templates/body";
import { markupOf } from "../../templates/markup";
import { TextArea } from "../../templates/TextArea";

interface Props {
  readonly body: EmailBody;
  /** Whether the law asks for an address in it: of marketing it does. */
  readonly marketing: boolean;
  readonly onChange: (body: EmailBody) => void;
}

/** An email as plain paragraphs, from which its HTML follows. */
export function EmailText({ body, marketing, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput label={t("templates.subject")} value={body.subject} maxLength={250} onChange={(event) => onChange({ ...body, subject: event.currentTarget.value })} />
      <TextArea label={t("wizard.text")} value={body.text} readOnly={false} onChange={(text) => onChange({ ...body, text, html: markupOf(text) })} />
      {marketing && (
        <TextInput
          label={t("templates.postalAddress")}
          description={t("templates.postalAddressWhy")}
          value={body.postal_address ?? ""}
          maxLength={300}
          onChange={(event) => onChange({ ...body, postal_address: event.currentTarget.value })}
        />
      )}
    </>
  );
}
