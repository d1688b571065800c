import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dropFile, type Way } from "../queries";
import { begun, type Bringing, type Sort } from "./bringing";

/** What the answer brings, and why the channel does not take it where another was chosen meanwhile. A file that is not sent after all is deleted. */
export function useBringing(way: Way | undefined) {
  const { t } = useTranslation();
  const [bringing, setBringing] = useState<Bringing>();
  const forget = () => setBringing(undefined);
  const refused = bringing && way && !way.carries.includes(bringing.what) ? t("inbox.bring.not", { what: t(`inbox.bring.${bringing.what}`), channel: t(`channel.${way.channel}`) }) : undefined;
  return [
    bringing,
    {
      refused,
      begin: (what: Sort) => setBringing(begun(what)),
      change: (next: Bringing) => {
        unsent(bringing, next);
        setBringing(next);
      },
      drop: () => {
        unsent(bringing);
        forget();
      },
      forget,
    },
  ] as const;
}

/** Deletes the file that another took the place of. Where that fails, it goes by itself later. */
function unsent(before: Bringing | undefined, after?: Bringing): void {
  const file = before?.what === "file" ? before.file : undefined;
  if (file && !(after?.what === "file" && after.file?.id === file.id)) void dropFile(file.id).catch(() => undefined);
}
