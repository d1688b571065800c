const READING = /\breading;dur=(\d+(?:\.\d+)?)/u;

let longest = 0;

/** Notes how long an answer took the server to make, if it says so (Server-Timing). */
export function noteEffort({ headers }: Response): void {
  const [, told] = READING.exec(headers.get("Server-Timing") ?? "") ?? [];
  longest = Math.max(longest, Number(told ?? 0));
}

/** The longest that the server took for an answer since this was asked last, in ms; 0: it has not said. */
export function takeEffort(): number {
  const taken = longest;
  longest = 0;
  return taken;
}
