/** A piece of a text that stayed, came or went. */
export interface Piece {
  readonly text: string;
  readonly way: "same" | "came" | "went";
}

const WORD = /"(?:[^"\\]|\\.)*"|[()]|[^\s()]+/gu;

/** What changed from one text to another, by their words; a text in quotes is one word. */
export function differing(before: string, after: string): readonly Piece[] {
  const [old, fresh] = [before.match(WORD) ?? [], after.match(WORD) ?? []];
  const longest = table(old, fresh);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [here, there] = [old[i], fresh[j]];
    if (here !== undefined && here === there) {
      pieces.push({ text: here, way: "same" });
      [i, j] = [i + 1, j + 1];
    } else if (there === undefined || (here !== undefined && at(longest, i + 1, j) >= at(longest, i, j + 1))) {
      pieces.push({ text: here ?? "", way: "went" });
      i += 1;
    } else {
      pieces.push({ text: there, way: "came" });
      j += 1;
    }
  }
  return joined(pieces);
}

/** How long the longest common part is, from each place of both on. */
function table(old: readonly string[], fresh: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: old.length + 1 }, () => Array<number>(fresh.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      const row = rows[i];
      if (row) row[j] = old[i] === fresh[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

function at(rows: readonly (readonly number[])[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

function joined(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.reduce<Piece[]>((done, piece) => {
    const last = done.at(-1);
    return last?.way === piece.way ? [...done.slice(0, -1), { text: `${last.text} ${piece.text}`, way: piece.way }] : [...done, piece];
  }, []);
}
