/** A name for a template that holds the text of a campaign: its letters and digits in small, joined by underscores. */
export function templateNameOf(campaign: string): string {
  const plain = campaign.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/gu, "_").replaceAll(/^_+|_+$/gu, "").slice(0, 60) || "campaign_text";
}
