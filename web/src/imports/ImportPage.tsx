import { Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Page, Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import { Wrong } from "../ui/Wrong";
import { Outcome } from "./Outcome";
import { FIELDS, IGNORE } from "./columns";
import { importOf, moves, type Import } from "./queries";
import { Undo } from "./Undo";
import styles from "./Imports.module.css";

const FINISHED: ReadonlySet<string> = new Set(["done", "undoing", "undone"]);

/** One import: how far it is, what came of it, what was wrong, and how it is undone. */
export function ImportPage() {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/imports/$id" });
  const { data: found, error, refetch } = useQuery(importOf(place.id, id));
  if (error && !found) return <Wrong error={error} retry={() => void refetch()} />;
  if (!found) return <Skeleton height={320} radius="lg" />;
  const back = (
    <Back to="/o/$slug/imports" params={{ slug: place.slug }}>
      {t("imports.back")}
    </Back>
  );
  return (
    <Page title={found.file_name} lead={[moment(found.started_at), found.dry_run && t("imports.dryRun")].filter(Boolean).join(" · ")} above={back} aside={<Steering found={found} />}>
      <Outcome found={found} />
      <Sheet title={t("imports.how")}>
        <dl className={styles.facts}>
          {found.columns.map(({ column, field }) => (
            <div key={column}>
              <dt dir="auto">{column}</dt>
              <dd dir="auto">{wordOf(field, t)}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.quiet}>
          {found.consent
            ? t("imports.attested", { channels: found.consent.channels.map((channel) => t(`channel.${channel}`)).join(", "), source: found.consent.source, wording: found.consent.wording })
            : t("imports.notAttested")}
        </p>
      </Sheet>
      <Undo found={found} />
    </Page>
  );
}

/** What a column was read as, in words; an own field by its name. */
function wordOf(field: string, t: TFunction): string {
  const known = FIELDS.find((each) => each === field);
  if (known) return t(`imports.field.${known}`);
  return field === IGNORE ? t("imports.ignore") : (field.replace(/^attributes\./, "").split(":")[0] ?? field);
}

function Steering({ found }: { readonly found: Import }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const at = { params: { path: { import_id: found.id } } };
  const { mutate, isPending } = useMutation({
    mutationFn: (cancels: boolean) => (cancels ? api.POST("/imports/{import_id}/cancel", at) : api.POST("/imports/{import_id}/resume", at)),
    onSuccess: (_answer, cancelled) => {
      void queries.invalidateQueries({ queryKey: ["imports", place.id] });
      tell(t(cancelled ? "imports.stopped" : "imports.resumed"), cancelled ? { undo: () => mutate(false) } : {});
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  if (!may(place, "contacts:write") || FINISHED.has(found.status)) return null;
  return (
    <Button variant={moves(found) ? "default" : "filled"} loading={isPending} onClick={() => mutate(moves(found))}>
      {t(moves(found) ? "imports.cancel" : "imports.resume")}
    </Button>
  );
}
