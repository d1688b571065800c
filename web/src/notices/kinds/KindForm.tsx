import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Leaving } from "../../ui/Leaving";
import { Sheet } from "../../ui/Page";
import { tell } from "../../ui/toasts";
import { putKind, type Cascades } from "../queries";
import { Cascade } from "./Cascade";
import { BudgetFields } from "./BudgetFields";
import { bodyOf, type Draft } from "./draft";
import { Extras } from "./Extras";
import { Identity } from "./Identity";
import { Texts } from "./Texts";
import { WayFields } from "./WayFields";
import styles from "./Kinds.module.css";

interface Props {
  readonly initial: Draft;
  readonly cascades: Cascades;
  /** Whether the kind is there already: then its key stands. */
  readonly known?: boolean;
}

export interface FieldsProps {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  readonly error: unknown;
}

const FIELDS = ["key", "name", "expires_after_seconds", "group_within_seconds", "budget.month_micros", "budget.warn_percent"];

/** Everything that can be set about a kind; how it will go is drawn as it is written. */
export function KindForm({ initial, cascades, known = false }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(initial);
  const saved = useRef(false);
  const changed = draft !== initial && JSON.stringify(draft) !== JSON.stringify(initial);
  const { mutate, error, isPending } = useMutation({
    mutationFn: putKind,
    onSuccess: async (kind) => {
      saved.current = true;
      tell(t("kinds.saved", { name: kind.name }));
      await queries.invalidateQueries({ queryKey: ["notices", place.id, "kinds"] });
      if (!known) await navigate({ to: "/o/$slug/settings/notices/$key", params: { slug: place.slug, key: kind.key } });
    },
  });
  const fields = { draft, error, change: (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes })) };
  const body = bodyOf(draft);
  const drawn = { templates: body.templates, cascade: body.cascade ?? "standard", order: body.order ?? [], wait_seconds: body.wait_seconds ?? {}, high_value: draft.highValue };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        saved.current = false;
        mutate({ key: draft.key, body });
      }}
    >
      <Identity {...fields} known={known} />
      <Texts {...fields} />
      <WayFields {...fields} cascades={cascades} />
      {changed && (
        <Sheet title={t("kinds.wayThen")}>
          <Cascade kind={drawn} cascades={cascades} />
        </Sheet>
      )}
      <Extras {...fields} />
      <BudgetFields {...fields} />
      <Refusal error={error} fields={FIELDS} />
      <div className={styles.row}>
        <Button type="submit" loading={isPending} disabled={!changed}>
          {t(known ? "settings.save" : "kinds.make")}
        </Button>
        {known && changed && (
          <Button variant="subtle" onClick={() => setDraft(initial)}>
            {t("kinds.discard")}
          </Button>
        )}
      </div>
      <Leaving changed={changed} saved={saved} />
    </form>
  );
}
