import i18next from "i18next";
import createClient, { type Middleware } from "openapi-fetch";
import { noteEffort } from "../live/effort";
import { problemOf } from "./problem";
import { hearTime } from "./time";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

let organisation: string | undefined;
let whenSignedOut: () => void = () => undefined;
let whenForbidden: () => void = () => undefined;

/** Names the organisation that every request from now on is about; each tab has its own. */
export function actFor(id: string): void {
  organisation = id;
}

export function onSignedOut(call: () => void): void {
  whenSignedOut = call;
}

/** A session that ended, or a cookie that is gone: without one the server takes a request for that of a program which forgot its key. */
const SIGNED_OUT = new Set(["session_over", "key_missing"]);

/** What to do when a role turns out to allow less than was shown. */
export function onForbidden(call: () => void): void {
  whenForbidden = call;
}

/** What every request says of who asks: for which organisation, and in which language (chosen here, and not always the browser's). */
function introduction(): Record<string, string> {
  return { ...(organisation ? { "Tidings-Organisation": organisation } : {}), ...(i18next.language ? { "Accept-Language": i18next.language } : {}) };
}

const manners: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(introduction())) request.headers.set(name, value);
    return request;
  },
  async onResponse({ response }) {
    hearTime(response.headers.get("Tidings-Time"));
    noteEffort(response);
    if (response.ok) return undefined;
    const problem = await problemOf(response);
    if (SIGNED_OUT.has(problem.code)) whenSignedOut();
    if (problem.code === "scope_missing" || problem.code === "not_a_member") whenForbidden();
    throw problem;
  },
};

export const api = createClient<paths>({ baseUrl: "/", fetch: (request) => fetch(request) });
api.use(manners);

/** Asks for what the typed client can't: a file to keep, or one to send. Raises Problem. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, { ...init, headers: introduction() });
  hearTime(response.headers.get("Tidings-Time"));
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (SIGNED_OUT.has(problem.code)) whenSignedOut();
  throw problem;
}

/** The body of an answer that has one. */
export async function read<Body>(answer: Promise<{ data?: Body }>): Promise<Body> {
  const { data } = await answer;
  if (data === undefined) throw new TypeError("an answer without a body");
  return data;
}
