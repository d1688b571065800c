import i18next from "i18next";
import { sentences } from "../ui/sentences";
import type { components } from "./schema";

type Told = components["schemas"]["Problem"];

const INPUT = "input_invalid";

/** An error that the API told, in the shape of RFC 9457. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fix: string | undefined;
  readonly field: string | undefined;
  readonly requestId: string | undefined;
  /** Whether what is wrong stands in the address: there is nothing at an id that is none. */
  readonly misled: boolean;

  constructor(told: Told) {
    super(told.detail);
    this.status = told.status;
    this.code = told.code;
    this.fix = told.code === INPUT ? undefined : (told.fix ?? undefined); // that of inputs speaks of a list that programs read
    this.field = told.field ?? undefined;
    this.requestId = told.request_id ?? undefined;
    this.misled = told.code === INPUT && (told.errors ?? []).some(({ source }) => source === "path");
  }
}

/** Reads an answer that is an error; what a proxy says in its own words becomes one too. */
export async function problemOf(response: Response): Promise<Problem> {
  const told: unknown = await response.json().catch(() => undefined);
  if (isTold(told)) return new Problem(told);
  return new Problem({ type: "", title: response.statusText, status: response.status, code: "unreadable", detail: response.statusText });
}

/** What to tell a person. A browser's own words for a server that can't be reached help nobody, and are always English. */
export function wordsOf(error: unknown): string {
  if (error instanceof TypeError) return i18next.t("wrong.offline");
  if (error instanceof Problem) return sentences(error.message, error.fix);
  return error instanceof Error ? error.message : String(error);
}

function isTold(told: unknown): told is Told {
  return typeof told === "object" && told !== null && "code" in told && "detail" in told && "status" in told;
}
