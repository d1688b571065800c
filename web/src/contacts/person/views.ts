export const VIEWS = ["timeline", "consents", "changes"] as const;
export type View = (typeof VIEWS)[number];

/** What of a person is looked at, as the address says it. */
export function viewOf(word: string | undefined): View {
  return VIEWS.find((each) => each === word) ?? "timeline";
}
