const PAGE = "margin:0;padding:14px;color:#17191c;background:#fff;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere";
const LINK = "color:#0b57c4;text-decoration:underline";
const PICTURE = "display:inline-block;padding:0.5em 0.9em;border:1px dashed #8a9196;color:#5c6167";
/** What a mailbox does not show either. */
const SILENT = "script, link, meta, base, title, object, embed, iframe, form";
const SHEETS = /<style\b[^>]*>([\s\S]*?)<\/style\s*>/giu;
const TAG = /<[a-z][^>]*>/giu;
const OWN_STYLE = /(\s)style(\s*=)/giu;

/**
 * Puts an email's HTML into a document as it would look. Styles are set through the document's own objects, because the page's policy refuses
 * them in markup; pictures are told by their words, because showing them would tell their server who looks; links lead nowhere.
 */
export function lettered(inside: Document, html: string, picture: string): void {
  const sheets = [...html.matchAll(SHEETS)].map(([, text = ""]) => text);
  const plain = html.replaceAll(SHEETS, "").replaceAll(TAG, (tag) => tag.replaceAll(OWN_STYLE, "$1data-style$2"));
  const read = new DOMParser().parseFromString(plain, "text/html");
  for (const each of read.querySelectorAll(SILENT)) each.remove();
  for (const each of read.querySelectorAll("img")) each.replaceWith(standIn(read, each.alt || picture));
  for (const each of read.querySelectorAll("[href]")) calm(each);
  inside.body.replaceChildren(...[...read.body.childNodes].map((each) => inside.adoptNode(each)));
  inside.body.style.cssText = PAGE;
  for (const each of inside.body.querySelectorAll<HTMLElement>("[data-style]")) each.style.cssText = each.dataset.style ?? "";
  const view = inside.defaultView;
  if (view) inside.adoptedStyleSheets = sheets.map((text) => sheetOf(view, text));
}

function calm(link: Element): void {
  link.setAttribute("title", link.getAttribute("href") ?? "");
  link.setAttribute("data-style", `${LINK};${link.getAttribute("data-style") ?? ""}`);
  link.removeAttribute("href");
  link.removeAttribute("target");
}

function standIn(read: Document, words: string): Element {
  const box = read.createElement("span");
  box.textContent = words;
  box.setAttribute("data-style", PICTURE);
  return box;
}

function sheetOf(view: Window & typeof globalThis, text: string): CSSStyleSheet {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
