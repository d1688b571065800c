import { Button as Press, NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { placesIn, type Button, type WhatsAppBody } from "./body";
import type { FieldsProps } from "./SmsFields";
import styles from "./Editor.module.css";

const TYPES = ["quick_reply", "url", "phone_number"] as const;
const MOST = 10;

const fresh = (type: Button["type"]): Button => ({ type, text: "", ...(type === "url" ? { url: "https://" } : {}), ...(type === "phone_number" ? { phone_number: "+" } : {}) });

/** Buttons in the order approved. An address ends with {{1}} where each person has their own. */
export function ButtonFields({ body, readOnly, onChange }: FieldsProps<WhatsAppBody>) {
  const { t } = useTranslation();
  const { buttons } = body;
  const put = (place: number, button: Button) => onChange({ ...body, buttons: buttons.map((each, index) => (index === place ? button : each)) });
  const putUrl = (place: number, button: Button, url: string) => put(place, { ...button, url, value: placesIn(url).length ? (button.value ?? "{{ }}") : null });
  return (
    <fieldset className={styles.buttons}>
      <legend>{t("templates.buttons")}</legend>
      {buttons.map((button, place) => (
        <div key={place} className={styles.button}>
          <NativeSelect
            label={t("templates.buttonDoes")}
            value={button.type}
            disabled={readOnly}
            data={TYPES.map((value) => ({ value, label: t(`templates.buttonTypes.${value}`) }))}
            onChange={(event) => put(place, { ...fresh(TYPES.find((each) => each === event.currentTarget.value) ?? "quick_reply"), text: button.text })}
          />
          <TextInput label={t("templates.buttonText")} maxLength={25} value={button.text} readOnly={readOnly} onChange={(event) => put(place, { ...button, text: event.currentTarget.value })} />
          {button.type === "url" && (
            <TextInput label={t("templates.buttonUrl")} value={button.url ?? ""} readOnly={readOnly} onChange={(event) => putUrl(place, button, event.currentTarget.value)} />
          )}
          {button.type === "phone_number" && (
            <TextInput
              label={t("templates.buttonPhone")}
              value={button.phone_number ?? ""}
              readOnly={readOnly}
              onChange={(event) => put(place, { ...button, phone_number: event.currentTarget.value })}
            />
          )}
          {(button.type === "quick_reply" || typeof button.value === "string") && button.type !== "phone_number" && (
            <TextInput
              label={t(button.type === "url" ? "templates.buttonValue" : "templates.buttonPayload")}
              value={button.value ?? ""}
              readOnly={readOnly}
              onChange={(event) => put(place, { ...button, value: event.currentTarget.value || null })}
            />
          )}
          {!readOnly && (
            <Press
              variant="subtle"
              color="gray"
              aria-label={t("templates.removeButton", { text: button.text || String(place + 1) })}
              onClick={() => onChange({ ...body, buttons: buttons.filter((_, index) => index !== place) })}
            >
              {t("templates.remove")}
            </Press>
          )}
        </div>
      ))}
      {!readOnly && buttons.length < MOST && (
        <Press variant="default" onClick={() => onChange({ ...body, buttons: [...buttons, fresh("quick_reply")] })}>
          {t("templates.addButton")}
        </Press>
      )}
    </fieldset>
  );
}
