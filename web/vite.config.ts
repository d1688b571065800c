import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { ahead } from "./ahead";
import { packed } from "./packed";

const NEARLY_ALL = 20;
const SEVERAL = 4;
const LEAST_BYTES = 14_000;

/** What is too small for a file of its own, and on many pages. */
const SMALL = /src\/ui\/(?:InSteps|Leaving)\.tsx|core\/esm\/components\/VisuallyHidden\//u;

const WORDS = /\/i18n\/(\w+)\/([\w-]+)\.json$/u;

/** A file's name without the long list of those who share it. */
const named = (name: string) => name.replace(/\.\w+$/u, "").split("~")[0];

export default defineConfig({
  base: "/app/",
  plugins: [react(), ahead(), packed()],
  html: { cspNonce: "TIDINGS-NONCE" }, // the server puts a new one into each answer
  build: {
    target: "es2022",
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        chunkFileNames: ({ name, facadeModuleId }) => {
          const [, language, room] = WORDS.exec(facadeModuleId ?? "") ?? [];
          return room ? `assets/words-${language}-${room}-[hash].js` : `assets/${named(name)}-[hash].js`;
        },
        assetFileNames: ({ names }) => `assets/${named(names[0] ?? "")}-[hash][extname]`,
        // Few files: a phone far away waits for each of many small ones, and shows nothing meanwhile.
        codeSplitting: {
          groups: [
            { name: "entry", tags: ["$initial"], priority: 3 },
            { name: "inside", minShareCount: NEARLY_ALL, priority: 2 },
            { name: "small", test: SMALL, minShareCount: 2, priority: 2 },
            { name: "texts", test: /src\/(?:phone\/(?:Bubble|Phone|Said|marked)|templates\/(?:body|filters|gaps|kept|languageName|markup|queries|samples|variables|TextArea))\.tsx?/u, minShareCount: 2, priority: 2 },
            { name: "forecast", test: /src\/campaigns\/wizard\/(?:draft|Forecast|useFilled)\.tsx?/u, minShareCount: 2, priority: 2 },
            { name: "people", test: /src\/(?:contacts\/(?:person\/useUndoMerge|useLabels|useStage)|suppressions\/useSource)\.ts/u, minShareCount: 2, priority: 2 },
            { name: "shared", minShareCount: SEVERAL, entriesAware: true, entriesAwareMergeThreshold: LEAST_BYTES, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: Object.fromEntries(["/session", "/account", "/marketing", "/contacts", "/healthz"].map((path) => [path, "http://127.0.0.1:8000"])) },
});
