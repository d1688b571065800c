/** As much as the simulator's door takes. */
export const MOST_BYTES = 5_000_000;

const KINDS = ["image", "video", "audio"] as const;
export type FileKind = (typeof KINDS)[number] | "document";

/** What a messenger calls a file of this type. */
export function kindOf(type: string): FileKind {
  return KINDS.find((each) => type.startsWith(`${each}/`)) ?? "document";
}

/** A file's bytes in base64. */
export async function packed(file: Blob): Promise<string> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(file);
  });
  return address.slice(address.indexOf(",") + 1);
}
