import { Button, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EmailBody } from "./body";
import { markupOf } from "./markup";
import type { FieldsProps } from "./SmsFields";
import { TextArea } from "./TextArea";
import styles from "./Editor.module.css";

interface Props extends FieldsProps<EmailBody> {
  /** Whether the law asks for a way out and an address: of marketing it does. */
  readonly marketing: boolean;
}

/** Subject, text and, if wanted, HTML: mailboxes show the HTML, whoever can't or won't see it reads the text. */
export function EmailFields({ body, marketing, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t("templates.subject")}
        description={t("templates.subjectWhy")}
        maxLength={250}
        value={body.subject}
        readOnly={readOnly}
        onChange={(event) => onChange({ ...body, subject: event.currentTarget.value })}
      />
      <TextArea label={t("templates.text")} value={body.text} readOnly={readOnly} onChange={(text) => onChange({ ...body, text })} />
      <Markup body={body} readOnly={readOnly} onChange={onChange} />
      {marketing && (
        <TextInput
          label={t("templates.postalAddress")}
          description={t("templates.postalAddressWhy")}
          maxLength={300}
          value={body.postal_address ?? ""}
          readOnly={readOnly}
          onChange={(event) => onChange({ ...body, postal_address: event.currentTarget.value })}
        />
      )}
      {marketing && <WayOut body={body} readOnly={readOnly} onChange={onChange} />}
    </>
  );
}

function Markup({ body, readOnly, onChange }: FieldsProps<EmailBody>) {
  const { t } = useTranslation();
  const html = body.html ?? "";
  return (
    <details className={styles.more} open={html !== "" || undefined}>
      <summary>{t("templates.html")}</summary>
      <div className={styles.field}>
        <Textarea
          label="HTML"
          description={t("templates.htmlWhy")}
          className={styles.code}
          autosize
          minRows={4}
          maxRows={20}
          spellCheck={false}
          value={html}
          readOnly={readOnly}
          onChange={(event) => onChange({ ...body, html: event.currentTarget.value })}
        />
        {!readOnly && (
          <div>
            <Button size="compact-sm" variant="default" disabled={body.text.trim() === ""} onClick={() => onChange({ ...body, html: markupOf(body.text) })}>
              {t(html === "" ? "templates.fromText" : "templates.fromTextAgain")}
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}

const LEAVING = /\{\{\s*unsubscribe_url\s*\}\}/u;

/** Says that nobody could leave by this email, and puts the link in. */
function WayOut({ body, readOnly, onChange }: FieldsProps<EmailBody>) {
  const { t } = useTranslation();
  const html = body.html ?? "";
  const lacks = { text: !LEAVING.test(body.text), html: html !== "" && !LEAVING.test(html) };
  if (!lacks.text && !lacks.html) return null;
  const line = t("templates.leaveLine");
  const add = () =>
    onChange({
      ...body,
      text: lacks.text ? `${body.text.trimEnd()}\n\n${line}` : body.text,
      html: lacks.html ? `${html.trimEnd()}\n${markupOf(line)}` : html,
    });
  return (
    <div className={styles.lack} data-blocking role="status">
      <p>
        <strong>{t(lacks.text ? "templates.noWayOut" : "templates.noWayOutHtml")}</strong> {t("templates.noWayOutWhy")}
      </p>
      {!readOnly && (
        <Button size="compact-sm" variant="default" onClick={add}>
          {t("templates.addWayOut")}
        </Button>
      )}
    </div>
  );
}
