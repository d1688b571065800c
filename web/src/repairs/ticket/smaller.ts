const LONGEST_SIDE = 1_600;
const QUALITY = 0.85;
const ENOUGH_BYTES = 400_000;

/** A picture as large as a page needs it, upright, and without what a camera writes beside it: where and when it was taken. What no browser here can draw is sent as it is. */
export async function smaller(file: Blob): Promise<Blob> {
  const drawn = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => undefined);
  if (!drawn) return file;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(drawn.width, drawn.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(drawn.width * scale));
  canvas.height = Math.max(1, Math.round(drawn.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) return file;
  pen.drawImage(drawn, 0, 0, canvas.width, canvas.height);
  const kind = file.type === "image/png" && file.size < ENOUGH_BYTES ? "image/png" : "image/jpeg";
  return new Promise((resolve) => canvas.toBlob((made) => resolve(made ?? file), kind, QUALITY));
}
