import type { Reach } from "../queries";

type Loss = Reach["losses"][number];
export type Step = Loss["step"];

export interface Rung {
  readonly step: "all" | Step;
  /** Who is still there after this step; of the last two, who is put off. */
  readonly left: number;
  readonly losses: readonly Loss[];
  /** Whether people are only put off here. */
  readonly later: boolean;
}

const LOSE: readonly Step[] = ["address", "shared", "closed", "consent", "channel"];
const PUT_OFF: readonly Step[] = ["caps", "hours"];

/** The way from everybody who is meant to those who get the message, step by step; steps that lose nobody are left out, but for consent. */
export function funnelOf(reach: Pick<Reach, "audience" | "looked_at" | "whole" | "losses">): readonly Rung[] {
  const at = (step: Step) => reach.losses.filter((loss) => loss.step === step);
  const rungs: Rung[] = [{ step: "all", left: reach.audience, losses: [], later: false }];
  let left = reach.whole ? reach.audience : reach.looked_at;
  for (const step of LOSE) {
    const losses = at(step);
    left -= sum(losses);
    if (losses.length > 0 || step === "consent" || step === "address") rungs.push({ step, left, losses, later: false });
  }
  for (const step of PUT_OFF) {
    const losses = at(step);
    if (losses.length > 0) rungs.push({ step, left: sum(losses), losses, later: true });
  }
  return rungs;
}

function sum(losses: readonly Loss[]): number {
  return losses.reduce((people, loss) => people + loss.people, 0);
}
