import { isEmail, isSms, type Body } from "./body";
import { withFallback } from "./variables";

/** The body with another fallback for a variable, wherever it stands. */
export function withFallbacks(body: Body, name: string, fallback: string): Body {
  const anew = (text: string) => withFallback(text, name, fallback);
  const maybe = (text: string | null | undefined) => (typeof text === "string" ? anew(text) : text);
  if (isSms(body)) return { ...body, text: anew(body.text) };
  if (isEmail(body)) return { ...body, subject: anew(body.subject), text: anew(body.text), html: anew(body.html ?? "") };
  const header = body.header ? { ...body.header, parameter: maybe(body.header.parameter) ?? null } : body.header;
  const buttons = body.buttons.map((button) => ({ ...button, value: maybe(button.value) ?? null }));
  return { ...body, ...(header === undefined ? {} : { header }), parameters: body.parameters.map(anew), buttons };
}

/** The body with words that the law asks for: who writes at its beginning, how to stop at its end, at WhatsApp in the footer if there is none. */
export function withAdded(body: Body, words: string, needed: "opt_out" | "sender_name"): Body {
  const written = isSms(body) || isEmail(body);
  if (needed === "sender_name") return written ? { ...body, text: `${words} ${body.text}` } : { ...body, body: `${words} ${body.body}` };
  if (written) return { ...body, text: `${body.text.trimEnd()} ${words}` };
  return body.footer ? { ...body, body: `${body.body.trimEnd()} ${words}` } : { ...body, footer: words };
}

/** The body with one character written otherwise. Only an SMS counts characters. */
export function replaced(body: Body, character: string, other: string): Body {
  return isSms(body) ? { ...body, text: body.text.replaceAll(character, other) } : body;
}
