import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, ask, read, type Schemas } from "../api/client";
import type { ListWord, OrderWord, StatusWord } from "./words";

export type Thread = Schemas["InboxThreadShown"];
export type Opened = Schemas["InboxOpenedShown"];
export type Item = Schemas["InboxItemShown"];
export type Brings = Schemas["InboxBringsShown"];
export type Way = Schemas["InboxWayShown"];
export type Counts = Schemas["InboxCountsShown"];
export type Reply = Schemas["InboxReplySent"];
export type Team = Schemas["TeamShown"];
export type Canned = Schemas["CannedShown"];
export type Agent = Schemas["AgentShown"];
export type FileShown = Schemas["InboxFileShown"];
export type Place = Schemas["ConversationPlaceShown"];
export type Present = Schemas["PresenceShown"];
export type Channel = Schemas["Channel"];

/** Which conversations are listed, as the address says it. */
export interface Wanted {
  readonly list: ListWord;
  readonly team?: string | undefined;
  readonly status?: StatusWord | undefined;
  readonly order: OrderWord;
  /** A name, a number or words; what is found is the API's. */
  readonly search?: string | undefined;
}

const ROWS = 40;
const ITEMS = 40;

const at = (id: string) => ({ params: { path: { thread_id: id } } });

export const threadsOf = (place: string, { list, team, status, order, search }: Wanted) =>
  infiniteQueryOptions({
    queryKey: ["inbox", place, "list", list, team ?? "", status ?? "", order, search ?? ""],
    queryFn: ({ pageParam }) =>
      read(
        api.GET("/inbox/threads", {
          params: { query: { limit: ROWS, list, order, ...(team ? { team_id: team } : {}), ...(status ? { status: [status] } : {}), ...(search ? { search } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const countsOf = (place: string) => queryOptions({ queryKey: ["inbox", place, "counts"], queryFn: () => read(api.GET("/inbox/counts")) });

export const threadOf = (place: string, id: string) => queryOptions({ queryKey: ["inbox", place, id, ""], queryFn: () => read(api.GET("/inbox/threads/{thread_id}", at(id))) });

/** The newest of what was said; what is older is asked for by its cursor. */
export const itemsOf = (place: string, id: string) => queryOptions({ queryKey: ["inbox", place, id, "items"], queryFn: () => itemsBefore(id) });

export const itemsBefore = (id: string, cursor?: string) =>
  read(api.GET("/inbox/threads/{thread_id}/items", { params: { path: { thread_id: id }, query: { limit: ITEMS, ...(cursor ? { cursor } : {}) } } }));

export const agentsOf = (place: string) => queryOptions({ queryKey: ["inbox", place, "agents"], queryFn: async () => (await read(api.GET("/inbox/agents"))).items, staleTime: 60_000 });

export const teamsOf = (place: string, archived = false) =>
  queryOptions({ queryKey: ["inbox", place, "teams", archived], queryFn: async () => (await read(api.GET("/inbox/teams", { params: { query: { archived } } }))).items, staleTime: 60_000 });

export const cannedOf = (place: string, archived = false) =>
  queryOptions({ queryKey: ["inbox", place, "canned", archived], queryFn: async () => (await read(api.GET("/inbox/canned", { params: { query: { archived } } }))).items, staleTime: 60_000 });

/** Says what one does in a conversation, and asks who else is in it. */
export const bePresent = (id: string, doing: Present["doing"] | null) => read(api.PUT("/inbox/threads/{thread_id}/presence", { ...at(id), body: { doing } }));

/** Keeps a file for an answer to this conversation that is not sent yet. */
export async function addFile(thread: string, file: File): Promise<Schemas["InboxSentFileShown"]> {
  const form = new FormData();
  form.append("file", file, file.name);
  return (await ask(`/inbox/files?thread_id=${thread}`, { method: "POST", body: form })).json() as Promise<Schemas["InboxSentFileShown"]>; // the API's own answer
}

export const dropFile = (id: string) => api.DELETE("/inbox/files/{file_id}", { params: { path: { file_id: id } } });

export const reply = (id: string, body: Reply) => read(api.POST("/inbox/threads/{thread_id}/replies", { ...at(id), body }));

export const addNote = (id: string, text: string, mentions: string[]) => read(api.POST("/inbox/threads/{thread_id}/notes", { ...at(id), body: { text, mentions } }));

export const assign = (id: string, user_id: string | null, team_id: string | null) => read(api.PUT("/inbox/threads/{thread_id}/assignment", { ...at(id), body: { user_id, team_id } }));

export const settle = (id: string, status: StatusWord, until: string | null = null) =>
  read(api.PUT("/inbox/threads/{thread_id}/status", { ...at(id), body: { status, ...(until ? { until } : {}) } }));

export const escalate = (id: string, body: Schemas["Escalated"]) => read(api.PUT("/inbox/threads/{thread_id}/urgency", { ...at(id), body }));

export const markRead = (id: string, seen: boolean) => read(api.PUT("/inbox/threads/{thread_id}/read", { ...at(id), body: { read: seen } }));

export const fillIn = (id: string, canned: string) =>
  read(api.GET("/inbox/threads/{thread_id}/canned/{canned_id}", { params: { path: { thread_id: id, canned_id: canned } } }));

/** An automatic answer as the person would read it, for an agent to send. */
export const fillAutomatic = (id: string, answer: string) =>
  read(api.GET("/inbox/threads/{thread_id}/auto-answers/{auto_answer_id}", { params: { path: { thread_id: id, auto_answer_id: answer } } }));

export const surveysOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["inbox", place, id, "surveys"], queryFn: async () => (await read(api.GET("/inbox/threads/{thread_id}/surveys", at(id)))).items });

export const openWith = (contact_id: string) => read(api.POST("/inbox/threads", { body: { contact_id } }));

export const putTeam = (id: string | undefined, body: Schemas["TeamSent"]) =>
  id === undefined ? read(api.POST("/inbox/teams", { body })) : read(api.PUT("/inbox/teams/{team_id}", { params: { path: { team_id: id } }, body }));

export const archiveTeam = (id: string) => read(api.POST("/inbox/teams/{team_id}/archive", { params: { path: { team_id: id } } }));

export const putCanned = (id: string | undefined, body: Schemas["CannedSent"]) =>
  id === undefined ? read(api.POST("/inbox/canned", { body })) : read(api.PUT("/inbox/canned/{canned_id}", { params: { path: { canned_id: id } }, body }));

export const archiveCanned = (id: string) => read(api.POST("/inbox/canned/{canned_id}/archive", { params: { path: { canned_id: id } } }));

/** The texts that a channel may begin with: those of service messages, whether or not their provider lets them go. */
export const textsFor = (place: string, channel: Channel) =>
  queryOptions({
    queryKey: ["templates", place, "list", "inbox", channel],
    queryFn: async () => (await read(api.GET("/templates", { params: { query: { limit: 200, channel } } }))).items.filter(({ purpose, archived_at }) => purpose !== "marketing" && archived_at === null),
  });
