import type { Reach } from "../queries";

type Loss = Reach["losses"][number];
export type Step = Loss["step"];

export interface Rung {
  readonly step: "all" | Step;
  /** Who is still there after this step; of those already in the campaign and those put off, how many these are. */
  readonly left: number;
  readonly losses: readonly Loss[];
  /** Whether people are only counted here, and not lost: in the campaign already, or put off. */
  readonly later: boolean;
}

const LOSE: readonly Step[] = ["address", "shared", "closed", "consent", "channel"];
const KEEP: readonly Step[] = ["already", "caps", "hours"];

/** The way from everybody who is meant to those who get the message, step by step; steps that lose nobody are left out, but for consent. */
export function funnelOf(reach: Pick<Reach, "audience" | "losses">): readonly Rung[] {
  const at = (step: Step) => reach.losses.filter((loss) => loss.step === step);
  const rungs: Rung[] = [{ step: "all", left: reach.audience, losses: [], later: false }];
  let left = reach.audience;
  for (const step of LOSE) {
    const losses = at(step);
    left -= sum(losses);
    if (losses.length > 0 || step === "consent" || step === "address") rungs.push({ step, left, losses, later: false });
  }
  for (const step of KEEP) {
    const losses = at(step);
    if (losses.length > 0) rungs.push({ step, left: sum(losses), losses, later: true });
  }
  return rungs;
}

/** Whom the campaign reaches in all: who can be added, and who is in it already. */
export function reachedBy({ reachable, losses }: Pick<Reach, "reachable" | "losses">): number {
  return reachable + sum(losses.filter(({ step }) => step === "already"));
}

/** The same for a draft whose people are chosen anew at the launch: who was filled in before is neither lost nor in it already. */
export function filledAnew(reach: Reach): Reach {
  const already = reachedBy(reach) - reach.reachable;
  return {
    ...reach,
    reachable: reach.reachable + already,
    at_least: reach.at_least + already,
    at_most: reach.at_most + already,
    losses: reach.losses.filter(({ step }) => step !== "already"),
  };
}

const TOLD_DIGITS = 3;

/** A figure drawn from a sample, without digits that the next sample would change. */
export function roughly(people: number): number {
  return people === 0 ? 0 : Number(people.toPrecision(TOLD_DIGITS));
}

function sum(losses: readonly Loss[]): number {
  return losses.reduce((people, loss) => people + loss.people, 0);
}
