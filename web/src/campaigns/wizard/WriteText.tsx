import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { isEmail } from "../../templates/body";
import { languageName } from "../../templates/languageName";
import { SmsFields } from "../../templates/SmsFields";
import type { Campaign } from "../queries";
import { EmailText } from "./EmailText";
import { KeepText } from "./KeepText";
import { isWhole, languagesWith } from "./texts";
import type { Written } from "./useWritten";

interface Props {
  readonly campaign: Campaign;
  readonly text: Written;
  readonly onWrite: (text: Written) => void;
  readonly onKept: (template: string) => void;
  readonly onLeave: () => void;
}

/** A text or an email for this campaign, in a language that is told; how an email looks can be changed later, where templates are written. */
export function WriteText({ campaign, text, onWrite, onKept, onLeave }: Props) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { locale, body } = text;
  const marketing = campaign.purpose === "marketing";
  return (
    <>
      <NativeSelect
        label={t("wizard.textLanguage")}
        value={locale}
        onChange={(event) => onWrite({ locale: event.currentTarget.value, body })}
        data={languagesWith(place.locale, locale).map((value) => ({ value, label: languageName(value, i18n.language) }))}
      />
      {isEmail(body) ? (
        <EmailText body={body} marketing={marketing} onChange={(next) => onWrite({ locale, body: next })} />
      ) : (
        <SmsFields body={body} readOnly={false} onChange={(next) => onWrite({ locale, body: next })} />
      )}
      <KeepText campaign={campaign} locale={locale} body={body} whole={isWhole(body, marketing)} onKept={onKept} onLeave={onLeave} />
    </>
  );
}
