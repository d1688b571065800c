import type { Schemas } from "../../api/client";
import type { Reply } from "../queries";
import type { Spot } from "./spots";

export type KeptFile = Schemas["InboxSentFileShown"];

/** A row of a list, with the number by which the page knows it. */
export interface Row {
  readonly id: number;
  readonly title: string;
  readonly description: string;
}

/** What an answer brings beside its text, as far as it has been said. */
export type Bringing =
  | { readonly what: "buttons"; readonly rows: readonly Row[] }
  | { readonly what: "menu"; readonly button: string; readonly rows: readonly Row[] }
  | { readonly what: "place"; readonly where: string; readonly spot: Spot | undefined; readonly name: string; readonly address: string }
  | { readonly what: "file"; readonly file: KeptFile | undefined };

export type Sort = Bringing["what"];

export const SORTS = ["buttons", "menu", "place", "file"] as const satisfies readonly Sort[];

/** What WhatsApp carries, which is the only channel that carries any; the API refuses what is more (facts of Meta and Twilio). */
export const MOST = { buttons: 3, menu: 10, label: 20, title: 24, description: 72 } as const;

export const freshRow = (rows: readonly Row[]): Row => ({ id: Math.max(0, ...rows.map(({ id }) => id)) + 1, title: "", description: "" });

const FIRST = [freshRow([])];

export function begun(what: Sort): Bringing {
  if (what === "buttons") return { what, rows: FIRST };
  if (what === "menu") return { what, button: "", rows: FIRST };
  if (what === "place") return { what, where: "", spot: undefined, name: "", address: "" };
  return { what, file: undefined };
}

type Part = Pick<Reply, "text" | "buttons"> & Partial<Pick<Reply, "menu" | "place" | "file_id">>;

/** What of it is sent; nothing as long as something of it is missing. */
export function partOf(bringing: Bringing | undefined, written: string): Part | undefined {
  const text = written.trim();
  if (!bringing) return text ? { text: written, buttons: [] } : undefined;
  if (bringing.what === "place") return bringing.spot && { text: "", buttons: [], place: { ...bringing.spot, name: bringing.name.trim(), address: bringing.address.trim() } };
  if (bringing.what === "file") return bringing.file && { text: written, buttons: [], file_id: bringing.file.id };
  const rows = bringing.rows.map(({ title, description }) => ({ title: title.trim(), description: description.trim() })).filter(({ title }) => title);
  if (!text || rows.length === 0) return undefined;
  if (bringing.what === "buttons") return { text: written, buttons: rows.map(({ title }) => title) };
  return bringing.button.trim() ? { text: written, buttons: [], menu: { button: bringing.button.trim(), rows } } : undefined;
}
