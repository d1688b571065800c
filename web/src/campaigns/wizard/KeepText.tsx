import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../../api/problem";
import { usePlace } from "../../shell/usePlace";
import { make } from "../../templates/queries";
import type { Body } from "../../templates/body";
import type { Campaign } from "../queries";
import { templateNameOf } from "./texts";
import styles from "./Wizard.module.css";

interface Props {
  readonly campaign: Campaign;
  readonly locale: string;
  readonly body: Body;
  /** Whether all is there that a message needs. */
  readonly whole: boolean;
  readonly onKept: (template: string) => void;
  readonly onLeave: () => void;
}

/** Keeps what was written for a campaign as a template, since that is what campaigns send. */
export function KeepText({ campaign, locale, body, whole, onKept, onLeave }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const [name, setName] = useState(() => templateNameOf(campaign.name));
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => make(name.trim(), campaign.channel, campaign.purpose, locale, body),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ["templates", place.id] });
      onKept(made.name);
    },
  });
  return (
    <>
      <TextInput label={t("wizard.templateName")} value={name} maxLength={100} onChange={(event) => setName(event.currentTarget.value)} />
      {error && (
        <p role="alert" className={styles.problem}>
          {wordsOf(error)}
        </p>
      )}
      <div className={styles.row}>
        <Button loading={isPending} disabled={!whole || !name.trim()} onClick={() => mutate()}>
          {t("wizard.keepText")}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {t("wizard.leaveText")}
        </Button>
      </div>
    </>
  );
}
