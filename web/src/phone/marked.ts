export interface Part {
  readonly mark: "plain" | "link" | "bold" | "italic" | "struck";
  readonly text: string;
}

const MARKS = /(https?:\/\/[^\s]+)|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])|(?<![\w~])~([^~\n]+)~(?![\w~])/gu;

/** A text in parts: links first, since underscores in them mean nothing. */
export function marked(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const found of text.matchAll(MARKS)) {
    if (found.index > end) parts.push({ mark: "plain", text: text.slice(end, found.index) });
    const [whole, link, bold, italic, struck] = found;
    if (link) parts.push({ mark: "link", text: link });
    else if (bold) parts.push({ mark: "bold", text: bold });
    else if (italic) parts.push({ mark: "italic", text: italic });
    else parts.push({ mark: "struck", text: struck ?? "" });
    end = found.index + whole.length;
  }
  if (end < text.length) parts.push({ mark: "plain", text: text.slice(end) });
  return parts;
}
