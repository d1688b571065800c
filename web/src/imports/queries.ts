import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask, read, type Schemas } from "../api/client";

export type Import = Schemas["ImportShown"];
export type RowError = Schemas["RowErrorShown"];
export type Schedule = Schemas["ScheduleShown"];
export type Column = Schemas["SeenColumnShown"];
export type SeenFile = Schemas["SeenFileShown"];

const ROWS = 30;
const ERRORS = 20;
const LIVE_MS = 1_500;
const ENOUGH_BYTES = 512 * 1024;
const NEW_LINE = 10;

/** Whether rows are still to come. */
export function moves({ status }: Pick<Import, "status">): boolean {
  return status === "waiting" || status === "running";
}

function live(found: Import): boolean {
  return moves(found) || found.status === "undoing";
}

export const importsOf = (place: string) =>
  infiniteQueryOptions({
    queryKey: ["imports", place, "list"],
    queryFn: ({ pageParam }) => read(api.GET("/imports", { params: { query: { limit: ROWS, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(live)) ? LIVE_MS : false),
  });

export const importOf = (place: string, id: string) =>
  queryOptions({
    queryKey: ["imports", place, "one", id],
    queryFn: () => read(api.GET("/imports/{import_id}", { params: { path: { import_id: id } } })),
    refetchInterval: ({ state }) => (state.data && live(state.data) ? LIVE_MS : false),
  });

/** The first errors of an import; asked again as there are more rows behind it. */
export const errorsOf = (place: string, id: string, rows: number) =>
  queryOptions({
    queryKey: ["imports", place, "one", id, "errors", rows],
    queryFn: () => read(api.GET("/imports/{import_id}/errors", { params: { path: { import_id: id }, query: { limit: ERRORS } } })),
    placeholderData: (former) => former,
  });

/** What undoing an import does; asked again as it goes on. */
export const undoOf = (place: string, id: string, at: string) =>
  queryOptions({
    queryKey: ["imports", place, "one", id, "undo", at],
    queryFn: () => read(api.GET("/imports/{import_id}/undo", { params: { path: { import_id: id } } })),
    placeholderData: (former) => former,
  });

export const schedulesOf = (place: string) => queryOptions({ queryKey: ["imports", place, "schedules"], queryFn: () => read(api.GET("/imports/schedules")) });

/** What somebody attests of everybody in a file. */
export interface Consent {
  readonly source: string;
  readonly wording: string;
  readonly channels: readonly Schemas["Channel"][];
}

export interface Order {
  readonly file: File;
  readonly mapping: Readonly<Record<string, string>>;
  readonly sheet: string | undefined;
  readonly tag: string;
  readonly consent: Consent | undefined;
}

/** Has a file looked into: of a long text its beginning is enough, cut at the end of a line. */
export async function look(file: File, sheet: string | undefined): Promise<SeenFile> {
  const form = new FormData();
  form.append("file", await beginningOf(file), file.name);
  return (await ask(`/imports/preview${query({ sheet })}`, { method: "POST", body: form })).json() as Promise<SeenFile>; // the API's own answer
}

/** Sends the whole file, to be imported or to be tried. */
export async function bring({ file, mapping, sheet, tag, consent }: Order, dryRun: boolean): Promise<Import> {
  const form = new FormData();
  form.append("mapping", JSON.stringify(mapping));
  if (consent && !dryRun) form.append("consent", JSON.stringify(consent));
  form.append("file", file, file.name);
  const told = query({ sheet, tags: tag || undefined, dry_run: dryRun ? "true" : undefined });
  return (await ask(`/imports${told}`, { method: "POST", body: form })).json() as Promise<Import>; // the API's own answer
}

async function beginningOf(file: File): Promise<Blob> {
  if (file.size <= ENOUGH_BYTES || /\.(xlsx|xlsm|ods)$/i.test(file.name)) return file;
  const bytes = new Uint8Array(await file.slice(0, ENOUGH_BYTES).arrayBuffer());
  return file.slice(0, bytes.lastIndexOf(NEW_LINE) + 1 || ENOUGH_BYTES);
}

function query(asked: Readonly<Record<string, string | undefined>>): string {
  const words = new URLSearchParams(Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined));
  return words.size > 0 ? `?${words.toString()}` : "";
}
