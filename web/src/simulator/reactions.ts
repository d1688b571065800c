interface Entry {
  readonly id: string;
  readonly reaction: string | null;
  readonly answers: string | null;
}

/** The latest reaction to each message that is shown, and what is shown by itself: a reaction stands below what it is about. */
export function latestReactions<Message extends Entry>(messages: readonly Message[]) {
  const ids = new Set(messages.map(({ id }) => id));
  const reactions = new Map<string, string>();
  const rest = messages.filter(({ reaction, answers }) => {
    if (!reaction || !answers || !ids.has(answers)) return true;
    reactions.set(answers, reaction);
    return false;
  });
  return { reactions, rest };
}
