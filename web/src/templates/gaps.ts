import { isEmail, isWhatsApp, sourcesOf, type Body } from "./body";
import { variablesIn } from "./variables";

export type Gap = { readonly kind: "variable"; readonly name: string } | { readonly kind: "text" | "header" | "footer" | "buttons" | "subject" | "html" };

/** What one language lacks that another has: nobody should get less for the language they speak. */
export function gapsOf(body: Body, model: Body): readonly Gap[] {
  const names = new Set(variablesIn(sourcesOf(body)).map(({ name }) => name));
  const variables = variablesIn(sourcesOf(model)).filter(({ name }) => !names.has(name));
  const gaps: Gap[] = variables.map(({ name }) => ({ kind: "variable", name }));
  if (textOf(body).trim() === "") return [{ kind: "text" }];
  if (isEmail(body) && isEmail(model)) {
    if (model.subject && !body.subject) gaps.push({ kind: "subject" });
    if (model.html && !body.html) gaps.push({ kind: "html" });
  }
  if (!isWhatsApp(body) || !isWhatsApp(model)) return gaps;
  if (model.header && !body.header) gaps.push({ kind: "header" });
  if (model.footer && !body.footer) gaps.push({ kind: "footer" });
  if (model.buttons.length !== body.buttons.length) gaps.push({ kind: "buttons" });
  return gaps;
}

export function textOf(body: Body): string {
  return isWhatsApp(body) ? body.body : body.text;
}
