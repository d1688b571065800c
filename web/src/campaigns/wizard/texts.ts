import { isEmail, type EmailBody, type SmsBody } from "../../templates/body";

/** What most texts here are written in, beside the organisation's own language. */
const LANGUAGES = ["en", "fr", "de", "es", "it", "nl", "pt", "ar"] as const;

/** A name for a template that holds the text of a campaign: its letters and digits in small, joined by underscores. */
export function templateNameOf(campaign: string): string {
  const plain = campaign.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/gu, "_").replaceAll(/^_+|_+$/gu, "").slice(0, 60) || "campaign_text";
}

/** The languages to choose from, the organisation's first, and the text's own whatever it is. */
export function languagesWith(...own: readonly string[]): readonly string[] {
  return [...new Set([...own, ...LANGUAGES])];
}

/** Whether all is there that a message needs: an email of marketing tells where its sender is. */
export function isWhole(body: SmsBody | EmailBody, marketing: boolean): boolean {
  const told = [body.text, ...(isEmail(body) ? [body.subject, ...(marketing ? [body.postal_address ?? ""] : [])] : [])];
  return told.every((each) => each.trim() !== "");
}
