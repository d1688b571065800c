import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import { teamsOf } from "./queries";
import styles from "./Inbox.module.css";

const DEGREES = ["low", "normal", "high"] as const;
type Degree = (typeof DEGREES)[number];

interface Props {
  readonly onGo: (degree: Degree, reason: string, team: string | null) => void;
  readonly onClose: () => void;
}

/** Why a conversation goes before others, how urgent it is, and which team is to see to it. */
export function EscalateDialog({ onGo, onClose }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const teams = useQuery(teamsOf(place.id)).data ?? [];
  const [degree, setDegree] = useState<Degree>("normal");
  const [reason, setReason] = useState("");
  const [team, setTeam] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onGo(degree, reason.trim(), team || null);
  };
  return (
    <Dialog title={t("inbox.escalate")} unsaved={reason.trim() !== ""} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <NativeSelect
          label={t("inbox.howUrgent")}
          value={degree}
          onChange={(event) => setDegree(DEGREES.find((each) => each === event.currentTarget.value) ?? "normal")}
          data={DEGREES.map((value) => ({ value, label: t(`inbox.urgency.${value}`) }))}
        />
        {teams.length > 0 && (
          <NativeSelect
            label={t("inbox.forTeam")}
            value={team}
            onChange={(event) => setTeam(event.currentTarget.value)}
            data={[{ value: "", label: t("inbox.asItIs") }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        <Textarea label={t("inbox.reason")} description={t("inbox.reasonWhat")} autosize minRows={2} maxRows={6} maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <div>
          <Button type="submit">{t("inbox.escalate")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
