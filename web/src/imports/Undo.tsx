import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { AskUndo } from "./AskUndo";
import { undoOf, type Import } from "./queries";
import { Undone } from "./Undone";
import styles from "./Imports.module.css";

/** What can be done about the wrong file: until when it can be undone, how far that is, or what became of everybody. */
export function Undo({ found }: { readonly found: Import }) {
  if (found.status === "undoing" || found.status === "undone") return <Told found={found} />;
  return found.undo_until ? <Possible found={found} until={found.undo_until} /> : null;
}

function Possible({ found, until }: { readonly found: Import; readonly until: string }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const place = usePlace();
  const [asking, setAsking] = useState(false);
  const [tag] = found.tags;
  return (
    <Sheet title={t("imports.wrongFile")}>
      <p>{t("imports.undo.until", { when: day(until) })}</p>
      <div className={styles.row}>
        {may(place, "contacts:write") && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t("imports.undo.see")}
          </Button>
        )}
        {tag && (
          <Link to="/o/$slug/contacts" params={{ slug: place.slug }} search={{ name: `#${tag}` }}>
            {t("imports.showTagged", { tag })}
          </Link>
        )}
      </div>
      {asking && <AskUndo found={found} onClose={() => setAsking(false)} />}
    </Sheet>
  );
}

function Told({ found }: { readonly found: Import }) {
  const { t } = useTranslation();
  const { moment, percent } = useFormats();
  const place = usePlace();
  const { data, error } = useQuery(undoOf(place.id, found.id, found.updated_at));
  const done = data && data.people > 0 ? Math.round((100 * data.looked_at) / data.people) : 0;
  return (
    <Sheet title={t(`imports.undo.${found.status === "undone" ? "done" : "doing"}`)}>
      {error && <p role="alert">{wordsOf(error)}</p>}
      {data?.asked_at && (
        <p role="status">
          {t("imports.undo.asked", { when: moment(data.asked_at) })}
          {found.status === "undoing" && ` · ${percent(done)}`}
        </p>
      )}
      {data && <Undone told={data} />}
    </Sheet>
  );
}
