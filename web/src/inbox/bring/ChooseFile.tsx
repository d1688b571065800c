import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../../api/problem";
import { useFormats } from "../../i18n/formats";
import { addFile } from "../queries";
import type { KeptFile } from "./bringing";
import styles from "./Bring.module.css";

interface Props {
  readonly thread: string;
  readonly file: KeptFile | undefined;
  readonly onFile: (file: KeptFile) => void;
}

const KILO = 1000;

/** A file from this device. It is kept before the answer is sent, so that one that no channel carries is refused at once. */
export function ChooseFile({ thread, file, onFile }: Props) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const picker = useRef<HTMLInputElement>(null);
  const { mutate, error, isPending } = useMutation({ mutationFn: (chosen: File) => addFile(thread, chosen), onSuccess: onFile });
  const size = file && Math.ceil(file.size / KILO);
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        data-testid="answer-file"
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (chosen) mutate(chosen);
        }}
      />
      {file && size !== undefined && (
        <p className={styles.file}>
          <span dir="auto">{file.name}</span> <span className={styles.hint}>{t("inbox.kilobytes", { count: size, shown: count(size) })}</span>
        </p>
      )}
      {error && (
        <p role="alert" className={styles.wrong}>
          {wordsOf(error)}
        </p>
      )}
      <div>
        <Button variant="default" size="compact-sm" loading={isPending} onClick={() => picker.current?.click()}>
          {t(file ? "inbox.bring.anotherFile" : "inbox.bring.chooseFile")}
        </Button>
      </div>
      <p className={styles.hint}>{t("inbox.bring.sizes")}</p>
    </>
  );
}
