import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { authorOf } from "../authors";
import { agentsOf } from "../queries";
import { useChange } from "../setup/useChange";
import { restoreVersion, versionsOf, type AutoAnswer } from "./queries";
import styles from "../../settings/Settings.module.css";

interface Props {
  readonly answer: AutoAnswer;
  readonly manages: boolean;
  readonly onRestored: (kept: AutoAnswer) => void;
}

/** What an answer said when, each of which can be brought back. */
export function Versions({ answer, manages, onRestored }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const versions = useQuery(versionsOf(place.id, answer.id)).data ?? [];
  const agents = useQuery(agentsOf(place.id)).data ?? [];
  const back = useChange((version: number) => restoreVersion(answer.id, version), { after: onRestored });
  const restore = useChange((version: number) => restoreVersion(answer.id, version), {
    said: (_kept, version) => ({ text: t("answering.restored", { version }), undo: () => back.mutate(answer.version) }),
    after: onRestored,
  });
  if (versions.length < 2) return null;
  return (
    <Sheet title={t("answering.versions")}>
      <ul className={styles.list} data-lined>
        {versions.map((each) => (
          <li key={each.version} className={styles.thing}>
            <span className={styles.words}>
              <span className={styles.name}>{t("answering.version", { version: each.version })}</span>
              <span dir="auto">{each.answers[each.default_locale]}</span>
              <span className={styles.quiet}>{t("answering.versionBy", { by: authorOf(each.by, agents, t), when: moment(each.at) })}</span>
            </span>
            {each.version === answer.version ? (
              <span className={styles.pill} data-tone="good">
                {t("answering.holdsNow")}
              </span>
            ) : (
              manages && (
                <Button variant="default" size="compact-md" aria-label={t("answering.restoreOf", { version: each.version })} onClick={() => restore.mutate(each.version)}>
                  {t("answering.restore")}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
