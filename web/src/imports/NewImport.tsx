import { useBlocker } from "@tanstack/react-router";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Dialog } from "../ui/Dialog";
import { Page } from "../ui/Page";
import { About } from "./About";
import { ChooseFile } from "./ChooseFile";
import { Columns } from "./Columns";
import { DryRun } from "./DryRun";
import { useDraft } from "./draft";
import styles from "./Imports.module.css";

export const STEPS = ["file", "columns", "about", "dryRun"] as const;
export type Step = (typeof STEPS)[number];

/** A file becomes contacts in four steps; nothing is written before the last button. */
export function NewImport() {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const [step, setStep] = useState<Step>("file");
  const [draft, change] = useDraft();
  const [over, setOver] = useState(false);
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: () => draft.file !== undefined && !over, enableBeforeUnload: () => draft.file !== undefined && !over, withResolver: true });
  const back = (
    <Back to="/o/$slug/imports" params={{ slug }}>
      {t("imports.back")}
    </Back>
  );
  return (
    <Page title={t("imports.new")} lead={t("imports.newLead")} above={back}>
      <ol className={styles.steps} aria-label={t("imports.steps")}>
        {STEPS.map((each, place) => (
          <li key={each} aria-current={each === step ? "step" : undefined} data-past={place < STEPS.indexOf(step) || undefined}>
            <span aria-hidden="true">{place + 1}</span> <span className={styles.stepName}>{t(`imports.step.${each}`)}</span>
          </li>
        ))}
      </ol>
      {step === "file" && <ChooseFile draft={draft} change={change} onDone={() => setStep("columns")} />}
      {step === "columns" && <Columns draft={draft} change={change} onBack={() => setStep("file")} onDone={() => setStep("about")} />}
      {step === "about" && <About draft={draft} change={change} onBack={() => setStep("columns")} onDone={() => setStep("dryRun")} />}
      {step === "dryRun" && <DryRun draft={draft} onBack={() => setStep("about")} onOver={() => setOver(true)} />}
      {status === "blocked" && (
        <Dialog title={t("imports.leave")} onClose={reset}>
          <p>{t("imports.leaveWhy")}</p>
          <div className={styles.row}>
            <Button onClick={reset}>{t("imports.stay")}</Button>
            <Button variant="default" onClick={proceed}>
              {t("imports.leaveNow")}
            </Button>
          </div>
        </Dialog>
      )}
    </Page>
  );
}
