import { Button, Skeleton, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../../api/problem";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { tell } from "../../ui/toasts";
import { Wrong } from "../../ui/Wrong";
import { dryRunOf, launch, submit, type Campaign } from "../queries";
import { blockersOf } from "./draft";
import { templateOf } from "./queries";
import { Ready } from "./Ready";
import { Review } from "./Review";
import { useFilled } from "./useFilled";
import type { StepProps } from "./Wizard";
import styles from "./Review.module.css";
import wizard from "./Wizard.module.css";

/** Above so many people another person decides, unless one's role may launch by itself (SPEC B8). */
const APPROVAL_ABOVE = 1_000;

/** The whole campaign once more, what is still in the way, and the button. */
export function ReviewStep({ campaign, keeping, writing }: StepProps) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const filled = useFilled(campaign, keeping);
  const waits = keeping.state !== "kept" || !filled.ready;
  const run = useQuery({ ...dryRunOf(place.id, campaign.id, `${keeping.version} ${filled.stamp}`, i18n.language), enabled: !waits });
  const template = useQuery(templateOf(place.id, keeping.draft.template_name)).data;
  const [waiver, setWaiver] = useState("");
  const error = filled.error ?? run.error;
  if (error && !run.data) return <Wrong error={error} retry={() => void (filled.error ? filled.refetch() : run.refetch())} />;
  if (!run.data || waits) return <Skeleton height={420} radius="lg" />;
  const blockers = blockersOf({
    recipients: run.data.people,
    template: keeping.draft.template_name,
    written: writing.written !== undefined,
    notSendable: template?.not_sendable,
    run: run.data,
    waived: waiver.trim().length >= 3,
  });
  const waivable = run.data.texts.some((text) => text.blocking && text.may_be_waived);
  return (
    <>
      <Sheet title={t("review.ready")}>
        <Ready id={campaign.id} blockers={blockers} run={run.data} />
        {waivable && (
          <TextInput
            label={t("review.waiver")}
            description={t("review.waiverWhy")}
            value={waiver}
            maxLength={500}
            onChange={(event) => setWaiver(event.currentTarget.value)}
          />
        )}
        <Go campaign={campaign} people={run.data.people} blocked={blockers.length > 0} waiver={waivable ? waiver.trim() : ""} />
      </Sheet>
      <Review campaign={campaign} run={run.data} />
    </>
  );
}

interface GoProps {
  readonly campaign: Campaign;
  readonly people: number;
  readonly blocked: boolean;
  readonly waiver: string;
}

function Go({ campaign, people, blocked, waiver }: GoProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const asks = people > APPROVAL_ABOVE && !may(place, "campaigns:launch") && campaign.status === "draft";
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (): Promise<void> => {
      await (asks ? submit(campaign.id) : launch(campaign.id, waiver));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["campaigns", place.id] });
      tell(t(asks ? "review.asked" : "review.launched", { name: campaign.name }));
      await navigate({ to: "/o/$slug/campaigns/$id", params: { slug: place.slug, id: campaign.id } });
    },
  });
  return (
    <>
      {error && (
        <p role="alert" className={wizard.problem}>
          {wordsOf(error)}
        </p>
      )}
      <div className={styles.actions}>
        <Button size="md" disabled={blocked} loading={isPending} onClick={() => mutate()}>
          {t(asks ? "review.ask" : campaign.start_date ? "review.schedule" : "review.launch")}
        </Button>
        <span className={styles.quiet}>{t(asks ? "review.askWhy" : "review.launchWhy")}</span>
      </div>
    </>
  );
}
