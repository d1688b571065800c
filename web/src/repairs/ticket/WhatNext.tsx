import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal, Tick } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Dialog } from "../../ui/Dialog";
import { Sheet } from "../../ui/Page";
import { moveTicket, statusesOf, type Listed, type Whole } from "../queries";
import { useRepairs } from "../useRepairs";
import { Foretelling } from "./Foretelling";
import styles from "../Repairs.module.css";

type Next = Listed["status"];

/** The statuses that may follow, each behind a button. Waiting for approval begins by asking about a price. */
export function WhatNext({ ticket }: { readonly ticket: Whole }) {
  const { t } = useTranslation();
  const statuses = useQuery(statusesOf(usePlace().id)).data ?? [];
  const [chosen, setChosen] = useState<Next>();
  const next = (statuses.find(({ status }) => status === ticket.status)?.next ?? []).filter((status) => status !== "waiting_for_approval");
  const usual = ticket.status === "waiting_for_approval" ? undefined : next.includes("collected") ? "collected" : next[0];
  return (
    <Sheet title={t("repairs.move.title")}>
      {statuses.length > 0 && next.length === 0 && <p className={styles.quiet}>{t("repairs.move.ended")}</p>}
      <div className={styles.row}>
        {next.map((status) => (
          <Button key={status} variant={status === usual ? "filled" : "default"} onClick={() => setChosen(status)}>
            {t("repairs.move.to", { status: t(`repairs.status.${status}`) })}
          </Button>
        ))}
      </div>
      {chosen && <Moving ticket={ticket} to={chosen} onClose={() => setChosen(undefined)} />}
    </Sheet>
  );
}

function Moving({ ticket, to, onClose }: { readonly ticket: Whole; readonly to: Next; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [note, setNote] = useState("");
  const [telling, setTelling] = useState(true);
  const [leaves] = useState(ticket.status); // what was seen when it was decided: whoever was quicker is not overruled
  const word = t(`repairs.status.${to}`);
  const move = useRepairs(() => moveTicket(ticket.id, { status: to, leaves, note: note.trim() || null, tell: telling }), {
    quiet: true,
    said: ({ number }) => t("repairs.move.done", { number, status: word }),
    after: onClose,
  });
  return (
    <Dialog title={t("repairs.move.to", { status: word })} unsaved={note.trim() !== ""} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          move.mutate(undefined);
        }}
      >
        <Tick label={t("repairs.move.tell")} checked={telling} onChange={setTelling} />
        {telling && <Foretelling id={ticket.id} change={{ status: to }} />}
        <TextInput label={t("repairs.move.note")} dir="auto" value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <Refusal error={move.error} />
        <div className={styles.row}>
          <Button type="submit" loading={move.isPending}>
            {t("repairs.move.go")}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t("repairs.move.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
