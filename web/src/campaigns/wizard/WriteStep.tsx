import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { isSms } from "../../templates/body";
import { markupOf } from "../../templates/markup";
import { Preview } from "../../templates/Preview";
import type { Whole } from "../../templates/queries";
import { Sheet } from "../../ui/Page";
import type { Campaign } from "../queries";
import type { Written } from "./useWritten";
import { WriteText } from "./WriteText";
import styles from "./Wizard.module.css";

interface Props {
  readonly campaign: Campaign;
  readonly written: Written | undefined;
  /** The template that is chosen: what is written begins with its text. */
  readonly chosen: Whole | undefined;
  readonly onWrite: (text: Written) => void;
  readonly onKept: (template: string) => void;
  readonly onLeave: () => void;
  /** What stands below the preview, of a message of so many segments. */
  readonly under: (segments: number) => ReactNode;
}

/** What is being written, and beside it how somebody gets it: on a phone or in a mailbox, with its segments and its cost. */
export function WriteStep({ campaign, written, chosen, onWrite, onKept, onLeave, under }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const text = written ?? firstText(campaign, chosen, place.locale, t("templates.leaveLine"));
  const { locale, body } = text;
  const replace = isSms(body) ? (character: string, other: string) => onWrite({ locale, body: { ...body, text: body.text.replaceAll(character, other) } }) : undefined;
  return (
    <div className={styles.columns}>
      <Sheet title={t("wizard.contentTitle")}>
        <WriteText campaign={campaign} text={text} onWrite={onWrite} onKept={onKept} onLeave={onLeave} />
      </Sheet>
      <Sheet title={t(campaign.channel === "email" ? "wizard.previewEmail" : "wizard.preview")}>
        <Preview channel={campaign.channel} locale={locale} body={body} onReplace={replace} under={under} />
      </Sheet>
    </div>
  );
}

/** What writing begins with: the text that is chosen, or nothing; in an email of marketing the line by which people leave. */
function firstText({ channel, purpose }: Campaign, whole: Whole | undefined, locale: string, leaving: string): Written {
  if (channel === "email") {
    const text = purpose === "marketing" ? `\n\n${leaving}` : "";
    return { locale, body: { subject: "", text, html: markupOf(text), postal_address: "" } };
  }
  const chosen = whole?.locales.find(({ body }) => isSms(body));
  return chosen && isSms(chosen.body) ? { locale: chosen.locale, body: chosen.body } : { locale, body: { text: "", smart_encoding: true } };
}
