import i18next from "i18next";
import { tell } from "./toasts";

/** Copies a text and says so. Browsers refuse it over plain http, and to whoever forbade it: then a person copies by hand. */
export async function copy(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell(said);
  } catch {
    tell(i18next.t("toast.notCopied"), { tone: "bad" });
  }
}
