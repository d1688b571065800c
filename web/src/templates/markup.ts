/** A plain text as simple HTML: paragraphs, line breaks and links. What stands in double braces stays as it is. */
export function markupOf(text: string): string {
  const paragraphs = text.trim().split(/\n\s*\n/u).filter(Boolean);
  return paragraphs.map((paragraph) => `<p>${paragraph.trim().split("\n").map(lineOf).join("<br>\n")}</p>`).join("\n");
}

const LINKED = /(?:https?:\/\/[^\s<>"]+|\{\{\s*(?:unsubscribe_url|preferences_url)\s*\}\})/gu;

/** Words, a colon and one link at the end: the words are what is clicked. */
const NAMED = /^(?<words>[^:{}<>]*\S)\s*:\s*(?<link>https?:\/\/[^\s<>"]+|\{\{\s*(?:unsubscribe_url|preferences_url)\s*\}\})\s*$/u;

function lineOf(line: string): string {
  const { words, link: named } = NAMED.exec(line)?.groups ?? {};
  if (words !== undefined && named !== undefined) return `<a href="${escapedLink(named)}">${escaped(words)}</a>`;
  let html = "";
  let end = 0;
  for (const { 0: link, index } of line.matchAll(LINKED)) {
    html += escaped(line.slice(end, index)) + `<a href="${escapedLink(link)}">${escaped(link)}</a>`;
    end = index + link.length;
  }
  return html + escaped(line.slice(end));
}

/** Escaped outside of double braces: inside of them stands no HTML, but the template language. */
function escaped(text: string): string {
  return text
    .split(/(\{[{%].*?[}%]\})/gu)
    .map((part, place) => (place % 2 === 1 ? part : part.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")))
    .join("");
}

function escapedLink(link: string): string {
  return link.startsWith("{{") ? link : link.replaceAll("&", "&amp;");
}
