import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Bringing } from "./bringing";
import { ChooseFile } from "./ChooseFile";
import { ChooseRows } from "./ChooseRows";
import { ChooseSpot } from "./ChooseSpot";
import styles from "./Bring.module.css";

interface Props {
  readonly thread: string;
  readonly bringing: Bringing;
  readonly onChange: (bringing: Bringing) => void;
  readonly onDrop: () => void;
}

/** What an answer brings, to be filled in or taken away again. */
export default function BringFields({ thread, bringing, onChange, onDrop }: Props) {
  const { t } = useTranslation();
  const name = t(`inbox.bring.${bringing.what}`);
  return (
    <fieldset className={styles.bringing}>
      <legend>{name}</legend>
      {(bringing.what === "buttons" || bringing.what === "menu") && <ChooseRows bringing={bringing} onChange={onChange} />}
      {bringing.what === "place" && <ChooseSpot bringing={bringing} onChange={onChange} />}
      {bringing.what === "file" && <ChooseFile thread={thread} file={bringing.file} onFile={(file) => onChange({ what: "file", file })} />}
      <div>
        <Button variant="default" size="compact-sm" onClick={onDrop}>
          {t("inbox.bring.without", { what: name.toLocaleLowerCase() })}
        </Button>
      </div>
    </fieldset>
  );
}
