import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";

export type Unclear = Schemas["UnclearShown"];
export type Meant = NonNullable<Unclear["decision"]>;
export type Unconfirmed = Schemas["UnconfirmedShown"];
export type Source = Schemas["SourceShown"];
export type Outcome = Schemas["Settlement"]["outcome"];

/** What a decision is about: one message, or all that are unconfirmed of what asked for them. */
export type Subject = { readonly source: Source; readonly message?: Unconfirmed };

const ROWS = 30;
const MANY = 100;

export const unclearOf = (place: string, decided: boolean) =>
  infiniteQueryOptions({
    queryKey: ["unclear", place, decided],
    queryFn: ({ pageParam }) => read(api.GET("/conversations/unclear", { params: { query: { limit: ROWS, decided, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const unconfirmedOf = (place: string, language: string) =>
  infiniteQueryOptions({
    queryKey: ["messages", place, "unconfirmed", language],
    queryFn: ({ pageParam }) =>
      read(api.GET("/messages/unconfirmed", { headers: { "Accept-Language": language }, params: { query: { limit: MANY, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** Says what a message meant; it is not turned round afterwards. */
export function decide(id: string, decision: Meant, reason: string): Promise<Unclear> {
  return read(api.POST("/conversations/unclear/{inbound_id}/decision", { params: { path: { inbound_id: id } }, body: { decision, reason } }));
}

/** Settles one message, or all of a source, some thousands in a request until none is left; returns how many. */
export async function settle({ source, message }: Subject, outcome: Outcome, reason: string): Promise<number> {
  if (message) {
    await api.POST("/messages/{message_id}/settle", { params: { path: { message_id: message.id } }, body: { outcome, reason } });
    return 1;
  }
  let settled = 0;
  for (;;) {
    const answer = await read(api.POST("/messages/unconfirmed/settle", { body: { source_id: source.id, outcome, reason } }));
    settled += answer.settled;
    if (answer.left === 0 || answer.settled === 0) return settled;
  }
}

/** Whether messages of a source can leave once more: those of a test or of what is over can't. */
export function canSendAgain({ kind, state }: Source): boolean {
  return kind !== "test" && state !== "closed";
}

export interface Group {
  readonly source: Source;
  readonly messages: readonly Unconfirmed[];
}

/** Messages by what asked for them, in the order in which they came. */
export function grouped(messages: readonly Unconfirmed[]): readonly Group[] {
  const groups = new Map<string, { source: Source; messages: Unconfirmed[] }>();
  for (const message of messages) {
    const group = groups.get(message.source.id) ?? { source: message.source, messages: [] };
    group.messages.push(message);
    groups.set(message.source.id, group);
  }
  return [...groups.values()];
}
