import "@mantine/core/styles/Input.css";
import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, type ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../../api/problem";
import { usePlace } from "../../shell/usePlace";
import { Page } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { campaignOf, type Campaign } from "../queries";
import { AudienceStep } from "./AudienceStep";
import { ContentStep } from "./ContentStep";
import { STEPS, stepOf, type StepName } from "./draft";
import { GoalStep } from "./GoalStep";
import { Steps } from "./Steps";
import { useDraft, type Keeping } from "./useDraft";
import { useWritten, type Writing } from "./useWritten";
import styles from "./Wizard.module.css";

export interface StepProps {
  readonly campaign: Campaign;
  readonly keeping: Keeping;
  readonly writing: Writing;
}

const ScheduleStep = lazy(async () => ({ default: (await import("./ScheduleStep")).ScheduleStep }));
const ReviewStep = lazy(async () => ({ default: (await import("./ReviewStep")).ReviewStep }));

const BODIES: Record<StepName, ComponentType<StepProps>> = {
  goal: GoalStep,
  audience: AudienceStep,
  content: ContentStep,
  schedule: ScheduleStep,
  review: ReviewStep,
};

/** A draft, step by step and in any order; everything is kept as it is typed. */
export function Wizard() {
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/campaigns/$id/edit/$step" });
  const { data: campaign, error, refetch } = useQuery({ ...campaignOf(place.id, id), refetchInterval: false });
  if (error && !campaign) return <Wrong error={error} retry={() => void refetch()} />;
  if (!campaign) return <Skeleton height={420} radius="lg" />;
  return <Walk key={campaign.id} campaign={campaign} />;
}

function Walk({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const navigate = useNavigate();
  const { step: word } = useParams({ from: "/o/$slug/campaigns/$id/edit/$step" });
  const keeping = useDraft(campaign);
  const writing = useWritten(campaign);
  const step = stepOf(word);
  const at = STEPS.indexOf(step);
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]];
  const body = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // a draft that was just made arrives after its page: then the focus waits at the place of all pages
    if (!first.current || document.activeElement?.id === "main") body.current?.focus({ preventScroll: true });
    first.current = false;
    window.scrollTo({ top: 0 });
  }, [step]);
  const go = async (to: StepName) => {
    if (!(await keeping.flush())) return; // what comes next would be about what the server has
    await navigate({ to: "/o/$slug/campaigns/$id/edit/$step", params: { slug, id: campaign.id, step: to } });
  };
  const Body = BODIES[step];
  return (
    <Page title={keeping.draft.name || campaign.name} above={<Steps id={campaign.id} step={step} />} aside={<Kept state={keeping.state === "kept" && writing.written ? "written" : keeping.state} />}>
      {keeping.state === "failed" && (
        <p role="alert" className={styles.problem}>
          {t("wizard.notKept")} {wordsOf(keeping.error)}
        </p>
      )}
      <div ref={body} tabIndex={-1} className={styles.body} role="group" aria-label={t(`wizard.${step}`)}>
        <Suspense fallback={<Skeleton height={320} radius="lg" />}>
          <Body campaign={campaign} keeping={keeping} writing={writing} />
        </Suspense>
      </div>
      <nav className={styles.ways} data-last={!after || undefined} aria-label={t("wizard.ways")}>
        {before && (
          <Button variant="default" onClick={() => void go(before)}>
            {t("wizard.back")}
          </Button>
        )}
        {after && <Button onClick={() => void go(after)}>{t("wizard.next", { step: t(`wizard.${after}`) })}</Button>}
      </nav>
    </Page>
  );
}

function Kept({ state }: { readonly state: Keeping["state"] | "written" }) {
  const { t } = useTranslation();
  return (
    <span className={styles.kept} data-state={state} role="status">
      {t(`wizard.state.${state}`)}
    </span>
  );
}
