import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { Refusal } from "../parts";
import { useDoing } from "../useDoing";
import { dropProgramme, programmesOf, putProgramme } from "./queries";
import styles from "../Settings.module.css";

/** Named series that people agree to one by one. */
export function Programmes() {
  const { t } = useTranslation();
  const place = usePlace();
  const programmes = useQuery(programmesOf(place.id));
  const [adds, setAdds] = useState(false);
  const put = useDoing(putProgramme, { said: ({ name }) => ({ text: t("wordings.programmeSaved", { name }) }), after: () => setAdds(false) });
  const drop = useDoing(({ key }: { key: string; name: string; descriptions: Record<string, string> }) => dropProgramme(key), {
    said: (_answer, { key, name, descriptions }) => ({ text: t("wordings.programmeDropped", { name }), undo: () => put.mutate({ key, name, descriptions }) }),
  });
  const writes = may(place, "contacts:write");
  return (
    <Sheet title={t("wordings.programmes")}>
      <p className={styles.quiet}>{t("wordings.programmesWhy")}</p>
      <Loaded from={programmes} height={60}>
        {(rows) => (
          <ul className={styles.list} data-lined>
            {rows.map(({ key, name, descriptions }) => (
              <li key={key} className={styles.thing}>
                <span className={styles.words}>
                  <span className={styles.name} dir="auto">
                    {name}
                  </span>
                  <span className={styles.quiet}>{[key, ...Object.values(descriptions)].join(" · ")}</span>
                </span>
                {writes && (
                  <Button variant="default" size="compact-md" aria-label={t("wordings.dropOf", { name })} onClick={() => drop.mutate({ key, name, descriptions })}>
                    {t("wordings.drop")}
                  </Button>
                )}
              </li>
            ))}
            {rows.length === 0 && <li className={styles.quiet}>{t("wordings.noProgramme")}</li>}
          </ul>
        )}
      </Loaded>
      {adds && <NewProgramme error={put.error} onAdd={(programme) => put.mutate(programme)} onClose={() => setAdds(false)} />}
      {writes && !adds && (
        <div className={styles.row}>
          <Button variant="default" onClick={() => setAdds(true)}>
            {t("wordings.addProgramme")}
          </Button>
        </div>
      )}
    </Sheet>
  );
}

interface Props {
  readonly error: unknown;
  readonly onAdd: (programme: { key: string; name: string }) => void;
  readonly onClose: () => void;
}

function NewProgramme({ error, onAdd, onClose }: Props) {
  const { t } = useTranslation();
  const [key, setKey] = useState("");
  const [name, setName] = useState("");
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ key, name });
      }}
    >
      <Refusal error={error} />
      <div className={styles.fields}>
        <TextInput label={t("wordings.name")} required withAsterisk={false} maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t("wordings.key")} required withAsterisk={false} pattern="[a-z0-9][a-z0-9_\-]*" maxLength={64} value={key} onChange={(event) => setKey(event.currentTarget.value)} />
      </div>
      <div className={styles.row}>
        <Button type="submit">{t("wordings.addProgramme")}</Button>
        <Button variant="subtle" onClick={onClose}>
          {t("settings.cancel")}
        </Button>
      </div>
    </form>
  );
}
