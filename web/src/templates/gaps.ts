import { isSms, sourcesOf, type Body } from "./body";
import { variablesIn } from "./variables";

export type Gap = { readonly kind: "variable"; readonly name: string } | { readonly kind: "text" | "header" | "footer" | "buttons" };

/** What one language lacks that another has: nobody should get less for the language they speak. */
export function gapsOf(body: Body, model: Body): readonly Gap[] {
  const names = new Set(variablesIn(sourcesOf(body)).map(({ name }) => name));
  const variables = variablesIn(sourcesOf(model)).filter(({ name }) => !names.has(name));
  const gaps: Gap[] = variables.map(({ name }) => ({ kind: "variable", name }));
  if (textOf(body).trim() === "") return [{ kind: "text" }];
  if (isSms(body) || isSms(model)) return gaps;
  if (model.header && !body.header) gaps.push({ kind: "header" });
  if (model.footer && !body.footer) gaps.push({ kind: "footer" });
  if (model.buttons.length !== body.buttons.length) gaps.push({ kind: "buttons" });
  return gaps;
}

export function textOf(body: Body): string {
  return isSms(body) ? body.text : body.body;
}
