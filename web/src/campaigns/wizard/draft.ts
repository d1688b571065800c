import type { Schemas } from "../../api/client";
import type { Campaign } from "../queries";

export const STEPS = ["goal", "audience", "content", "schedule", "review"] as const;
export type StepName = (typeof STEPS)[number];

/** What the wizard sets; the API takes it whole and changes what differs. */
export type Settings = Required<Omit<Schemas["CampaignChanges"], "programme" | "each_person">>;
/** How a draft stands: its content may not be chosen yet. */
export type Draft = Omit<Settings, "template_name"> & { readonly template_name: string | null };

/** The step that an address names; the first one if it names none. */
export function stepOf(word: string): StepName {
  return STEPS.find((step) => step === word) ?? "goal";
}

export function draftOf(campaign: Campaign): Draft {
  return {
    name: campaign.name,
    template_name: campaign.template_name,
    description: campaign.description,
    type: campaign.type,
    objective: campaign.objective,
    target_audience: campaign.target_audience,
    sender_id: campaign.sender_id,
    daily_send_limit: campaign.daily_send_limit,
    priority: campaign.priority,
    start_date: campaign.start_date,
    end_date: campaign.end_date,
    sending_hours: { from: hour(campaign.sending_hours.from), to: hour(campaign.sending_hours.to), clock: campaign.sending_hours.clock },
    quiet_days: campaign.quiet_days,
    budget: campaign.budget,
    accept_unknown_prices: campaign.accept_unknown_prices,
  };
}

/** A time of day as an input of the browser takes it: hours and minutes. */
function hour(time: string): string {
  return time.slice(0, 5);
}

export type AudienceKind = "segment" | "tags" | "numbers";

/** What kind of audience a campaign has; one without is filled with numbers. */
export function kindOf(target: Draft["target_audience"]): AudienceKind {
  if (target === null) return "numbers";
  return "segment" in target ? "segment" : "tags";
}

/** The tags that an audience names, as one types them. */
export function tagsOf(target: Draft["target_audience"]): string {
  const tags = target?.["tags"];
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string").join(", ") : "";
}

/** An audience of everybody with one of these tags; none where no tag is written. */
export function tagged(typed: string): Draft["target_audience"] {
  const tags = typed
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);
  return tags.length > 0 ? { tags: [...new Set(tags)] } : null;
}

/** The phone numbers of what was pasted, one for each line or between commas and semicolons. */
export function numbersIn(pasted: string): readonly string[] {
  return pasted
    .split(/[\n\r,;\t]+/u)
    .map((number) => number.trim())
    .filter(Boolean);
}

export interface Blocker {
  readonly step: StepName;
  readonly what: "people" | "content" | "template" | "text" | "nobody" | "written";
  readonly words?: string;
}

interface Seen {
  readonly recipients: number | undefined;
  readonly template: string | null;
  /** Whether a text was written that is not used. */
  readonly written: boolean;
  readonly notSendable: string | null | undefined;
  readonly run: Schemas["DryRunShown"] | undefined;
  readonly waived: boolean;
}

/** What still keeps a launch back, each with the step where it is mended. */
export function blockersOf({ recipients, template, written, notSendable, run, waived }: Seen): readonly Blocker[] {
  const blockers: Blocker[] = [];
  if (recipients === 0) blockers.push({ step: "audience", what: "people" });
  if (written) blockers.push({ step: "content", what: "written" });
  else if (template === null) blockers.push({ step: "content", what: "content" });
  if (notSendable) blockers.push({ step: "content", what: "template", words: notSendable });
  for (const text of run?.texts ?? []) {
    if (text.blocking && !(waived && text.may_be_waived)) blockers.push({ step: "content", what: "text", words: text.sentence });
  }
  if (run && run.people > 0 && run.will_get_it === 0) blockers.push({ step: "audience", what: "nobody" });
  return blockers;
}
