import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Preview } from "../../templates/Preview";
import { Leaving } from "../../ui/Leaving";
import { Chips } from "../../ui/Chips";
import { Sheet } from "../../ui/Page";
import { languageName } from "../../templates/languageName";
import { useChange } from "../setup/useChange";
import { answerOf, localesOf, type AnswerDraft } from "./drafts";
import { putAutoAnswer, type AutoAnswer } from "./queries";
import { AskedBy } from "./AskedBy";
import { Says } from "./Says";
import { WhenGiven } from "./WhenGiven";
import styles from "./Automatic.module.css";
import settings from "../../settings/Settings.module.css";

interface Props {
  readonly initial: AnswerDraft;
  readonly kept?: AutoAnswer;
  readonly readOnly?: boolean;
  readonly onSaved?: (kept: AutoAnswer) => void;
}

export interface FieldsProps {
  readonly draft: AnswerDraft;
  readonly change: (part: Partial<AnswerDraft>) => void;
  readonly error: unknown;
  readonly readOnly: boolean;
}

const FIELDS = ["name", "sayings", "keywords", "answers"];

/** Everything of an automatic answer, beside a phone that shows it. */
export function AnswerForm({ initial, kept, readOnly = false, onSaved }: Props) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(initial);
  const [before] = useState(initial);
  const [shown, setShown] = useState(before.locale);
  const saved = useRef(false);
  const changed = JSON.stringify(draft) !== JSON.stringify(before);
  const put = useChange(() => putAutoAnswer(kept?.id, answerOf(draft), kept?.version), {
    quiet: true,
    said: ({ name }) => ({ text: t("inbox.saved", { name }) }),
    after: (now) => {
      saved.current = true;
      onSaved?.(now);
      if (!kept) void navigate({ to: "/o/$slug/settings/automatic/$id", params: { slug: place.slug, id: now.id } });
    },
  });
  const fields = { draft, error: put.error, readOnly, change: (part: Partial<AnswerDraft>) => setDraft((now) => ({ ...now, ...part })) };
  return (
    <form
      className={styles.columns}
      onSubmit={(event) => {
        event.preventDefault();
        put.mutate(undefined);
      }}
    >
      <div className={styles.fields}>
        <AskedBy {...fields} />
        <Says {...fields} onLook={setShown} />
        <WhenGiven {...fields} />
        <Refusal error={put.error} fields={FIELDS} />
        {!readOnly && (
          <div className={settings.row}>
            <Button type="submit" loading={put.isPending} disabled={!changed || Object.keys(answerOf(draft).answers).length === 0}>
              {t(kept ? "inbox.save" : "answering.make")}
            </Button>
            {changed && kept && (
              <Button variant="subtle" onClick={() => setDraft(before)}>
                {t("kinds.discard")}
              </Button>
            )}
          </div>
        )}
      </div>
      <aside className={styles.side} aria-label={t("answering.preview")}>
        <Sheet title={t("answering.preview")}>
          <Chips label={t("answering.previewIn")} value={shown} choices={localesOf(draft.answers).map((value) => ({ value, label: languageName(value, i18n.language) }))} onChoose={setShown} />
          <Preview channel="sms" locale={shown} body={{ text: draft.answers[shown] ?? "", smart_encoding: true }} brings={{ business: place.name }} />
        </Sheet>
      </aside>
      <Leaving changed={changed} saved={saved} />
    </form>
  );
}
