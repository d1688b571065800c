import { ask } from "./client";

/** Fetches a file and hands it to the browser to keep. It is never opened here: what people wrote stays text. */
export async function keepFile(path: string, name: string): Promise<void> {
  const address = URL.createObjectURL(await (await ask(path)).blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
