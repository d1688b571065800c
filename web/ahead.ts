import type { Plugin } from "vite";

/** What is needed soon after the entry, by the name that `public/first.js` knows it by, and the module that it begins with. */
const SOON = { en: "/src/i18n/en/index.ts", fr: "/src/i18n/fr/index.ts", inside: "/src/shell/Shell.tsx" } as const;

interface Piece {
  readonly type: string;
  readonly fileName: string;
  readonly imports?: readonly string[];
  readonly facadeModuleId?: string | null;
}

/** Tells `first.js` the files of what is needed soon, so that a browser fetches them beside the entry and not only once the entry has run. */
export function ahead(): Plugin {
  return {
    name: "ahead",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const pieces: readonly Piece[] = Object.values(bundle ?? {});
        const entry: readonly string[] = html.match(/\/app\/assets\/[\w.~-]+\.js/gu) ?? [];
        const told = Object.entries(SOON).map(([name, begins]) => {
          const files = filesOf(pieces, begins).filter((file) => !entry.includes(file));
          return `data-${name}="${files.join(" ")}"`;
        });
        return html.replace('src="/app/first.js"', `src="/app/first.js" ${told.join(" ")}`);
      },
    },
  };
}

function filesOf(pieces: readonly Piece[], begins: string): readonly string[] {
  const first = pieces.find(({ facadeModuleId }) => facadeModuleId?.endsWith(begins));
  if (!first) throw new Error(`nothing begins with ${begins}`);
  return [first.fileName, ...(first.imports ?? [])].map((file) => `/app/${file}`);
}
