import { isEmail, isSms, type Body } from "./body";

export interface Piece {
  readonly kind: "same" | "gone" | "new";
  readonly text: string;
}

const MOST_WORDS = 1500;

/** What changed from one text to another, word by word: the longest words in common stay. */
export function difference(before: string, after: string): readonly Piece[] {
  const one = before.split(/(?<=\s)|(?=\s)/u);
  const two = after.split(/(?<=\s)|(?=\s)/u);
  if (one.length > MOST_WORDS || two.length > MOST_WORDS) return joined([piece("gone", before), piece("new", after)]);
  const common = commonLengths(one, two);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < two.length) {
    const [old, fresh] = [one[i], two[j]];
    if (old !== undefined && old === fresh) {
      pieces.push(piece("same", old));
      i += 1;
      j += 1;
    } else if (fresh === undefined || (old !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))) {
      pieces.push(piece("gone", old ?? ""));
      i += 1;
    } else {
      pieces.push(piece("new", fresh));
      j += 1;
    }
  }
  return joined(pieces);
}

/** The parts of a body that a person can compare, in the order in which they are read. */
export function partsOf(body: Body | undefined): ReadonlyMap<string, string> {
  if (!body) return new Map();
  if (isSms(body)) return new Map([["text", body.text]]);
  if (isEmail(body))
    return new Map([
      ["subject", body.subject],
      ["text", body.text],
      ["html", body.html ?? ""],
      ["postalAddress", body.postal_address ?? ""],
    ]);
  const { header, buttons, parameters } = body;
  return new Map([
    ["header", [header?.text, header?.parameter, header?.link].filter(Boolean).join("\n")],
    ["text", body.body],
    ["values", parameters.map((each, index) => `{{${index + 1}}} ${each}`).join("\n")],
    ["footer", body.footer ?? ""],
    ["buttons", buttons.map(({ text, url, phone_number, value }) => [text, url, phone_number, value].filter(Boolean).join(" · ")).join("\n")],
    ["providerName", [body.provider_name, body.language, body.category, body.content_sid].filter(Boolean).join(" · ")],
  ]);
}

function commonLengths(one: readonly string[], two: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: one.length + 1 }, () => Array.from({ length: two.length + 1 }, () => 0));
  for (let i = one.length - 1; i >= 0; i -= 1) {
    const row = rows[i] ?? [];
    for (let j = two.length - 1; j >= 0; j -= 1) {
      row[j] = one[i] === two[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

const at = (rows: readonly (readonly number[])[], i: number, j: number) => rows[i]?.[j] ?? 0;

const piece = (kind: Piece["kind"], text: string): Piece => ({ kind, text });

function joined(pieces: readonly Piece[]): readonly Piece[] {
  const whole: Piece[] = [];
  for (const each of pieces) {
    const last = whole.at(-1);
    if (last?.kind === each.kind) whole[whole.length - 1] = piece(last.kind, last.text + each.text);
    else if (each.text) whole.push(each);
  }
  return whole;
}
