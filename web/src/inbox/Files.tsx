import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/client";
import { keepFile } from "../api/files";
import { wordsOf } from "../api/problem";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";
import type { FileShown } from "./queries";
import styles from "./Inbox.module.css";

const KILO = 1000;

/** What they sent beside words. Pictures, sound and film show here; anything else is only handed over to be kept. */
export function Files({ files }: { readonly files: readonly FileShown[] }) {
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.id}>
          <OneFile file={file} />
        </li>
      ))}
    </ul>
  );
}

function OneFile({ file }: { readonly file: FileShown }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const name = file.name || t(`inbox.file.${file.kind}`);
  const size = file.size === null ? "" : t("inbox.kilobytes", { count: Math.ceil(file.size / KILO), shown: count(Math.ceil(file.size / KILO)) });
  const keep = () => keepFile(`/inbound/attachments/${file.id}`, file.name || file.kind).catch((error: unknown) => tell(wordsOf(error), { tone: "bad" }));
  if (file.state === "waiting") return <p className={styles.gone}>{t("inbox.fileWaits", { name })}</p>;
  if (file.state !== "kept") return <p className={styles.gone}>{t("inbox.fileRefused", { name })}</p>;
  return (
    <>
      {file.shown && <Shown file={file} name={name} />}
      <span className={styles.fileName}>
        <span dir="auto">{name}</span> <span className={styles.quiet}>{size}</span>
        <Button variant="default" size="compact-sm" aria-label={t("inbox.keepOf", { name })} onClick={() => void keep()}>
          {t("inbox.keep")}
        </Button>
      </span>
    </>
  );
}

/** A picture, sound or film: fetched with this organisation's name, and shown from this page's own memory. */
function Shown({ file, name }: { readonly file: FileShown; readonly name: string }) {
  const place = usePlace();
  const { data: blob } = useQuery({
    queryKey: ["attachments", place.id, file.id],
    queryFn: async () => (await ask(`/inbound/attachments/${file.id}`)).blob(),
    staleTime: Infinity,
  });
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!blob) return undefined;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  if (!address) return <Skeleton height={140} width={200} radius="md" />;
  if (file.content_type.startsWith("image/")) return <img src={address} alt={name} className={styles.picture} />;
  if (file.content_type.startsWith("audio/")) return <audio controls src={address} aria-label={name} />;
  return <video controls src={address} aria-label={name} className={styles.picture} />;
}
