// Reads an OpenAPI document on stdin and writes the client's types: what is asked and answered, without the words for people.
import { text } from "node:stream/consumers";
import { stdin, stdout } from "node:process";
import openapi, { astToString } from "openapi-typescript";

const PROBLEM = {
  description: "",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};
const WORDS = new Set(["summary", "description", "title", "example", "default"]);
const NAMED = new Set(["properties", "schemas", "paths", "responses", "content", "headers"]);
const OURS = new Set(["application/json", "application/problem+json"]);

const document = JSON.parse(await text(stdin));
for (const [path, methods] of Object.entries(document.paths)) {
  for (const [method, operation] of Object.entries(methods)) if (!speaks(operation)) delete methods[method];
  if (path.startsWith("/webhooks") || Object.keys(methods).length === 0) delete document.paths[path];
  else Object.values(methods).forEach(plain);
}
const types = astToString(await openapi(quiet(document), { alphabetize: true }));
const without = types.replaceAll(/^ +(?:get|put|post|delete|options|head|patch|trace|query|header|path|cookie|requestBody)\?: never;\n/gm, "");
stdout.write(`// Made by \`make client\` from the API's own description. Never edited by hand.\n${without}`);

/** Whether an operation can be asked and answered in JSON; that it can be answered as a file besides does not matter. */
function speaks({ responses, requestBody }) {
  const bodies = [requestBody, ...Object.values(responses)].map((each) => Object.keys(each?.content ?? {}));
  return bodies.every((types) => types.length === 0 || types.some((type) => OURS.has(type)));
}

/** Every error is one kind of answer; the key against repeated requests is the client's own affair. */
function plain(operation) {
  const good = Object.entries(operation.responses).filter(([status]) => status < "400");
  for (const [, { content = {} }] of good) for (const type of Object.keys(content)) if (!OURS.has(type)) delete content[type];
  operation.responses = { ...Object.fromEntries(good), default: PROBLEM };
  operation.parameters = operation.parameters?.filter((each) => each.in !== "header");
}

/** Leaves out words for people; names of fields are kept, also where a field is called title or description. */
function quiet(value, named = false) {
  if (Array.isArray(value)) return value.map((each) => quiet(each));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([name, part]) => named || typeof part === "object" ? !(name === "examples" && !named) : !WORDS.has(name));
  return Object.fromEntries(kept.map(([name, part]) => [name, quiet(part, !named && NAMED.has(name))]));
}
