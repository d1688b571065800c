import createClient, { type Middleware } from "openapi-fetch";
import { problemOf } from "./problem";
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

/** What to do when a role turns out to allow less than was shown. */
export function onForbidden(call: () => void): void {
  whenForbidden = call;
}

const manners: Middleware = {
  onRequest({ request }) {
    if (organisation) request.headers.set("Tidings-Organisation", organisation);
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return undefined;
    const problem = await problemOf(response);
    if (problem.code === "session_over") whenSignedOut();
    if (problem.code === "scope_missing" || problem.code === "not_a_member") whenForbidden();
    throw problem;
  },
};

export const api = createClient<paths>({ baseUrl: "/", fetch: (request) => fetch(request) });
api.use(manners);

/** Asks for what the typed client can't: a file to keep, or one to send. Raises Problem. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, { ...init, headers: organisation ? { "Tidings-Organisation": organisation } : {} });
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code === "session_over") whenSignedOut();
  throw problem;
}

/** The body of an answer that has one. */
export async function read<Body>(answer: Promise<{ data?: Body }>): Promise<Body> {
  const { data } = await answer;
  if (data === undefined) throw new TypeError("an answer without a body");
  return data;
}
