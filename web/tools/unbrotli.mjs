// Unpacks Brotli, which Python's standard library can't: `node unbrotli.mjs FILE OUT`.
import { createReadStream, createWriteStream } from "node:fs";
import { argv } from "node:process";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const [, , from, to] = argv;
await pipeline(createReadStream(from), createBrotliDecompress({ chunkSize: 1 << 20 }), createWriteStream(to));
