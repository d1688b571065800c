import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { Facts } from "../campaigns/Facts";
import type { Campaign } from "../campaigns/queries";
import { useTerms } from "../campaigns/terms";
import { useFormats } from "../i18n/formats";
import { useInside } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import { useWho } from "../who/useWho";
import { approve, costOf, isOwn, refuse, type Approval } from "./queries";
import styles from "./Approvals.module.css";

interface Props {
  readonly campaign: Campaign;
  readonly approval: Approval;
}

/** What was asked, and the two answers; to whom it is not given to decide, why. */
export function Decision({ campaign, approval }: Props) {
  const { t } = useTranslation();
  const { count, money, ago } = useFormats();
  const { place, person } = useInside();
  const { asked } = approval;
  const cost = costOf(asked);
  const who = useWho(approval.asked_by);
  const own = isOwn(person.id, campaign, approval);
  return (
    <Sheet label={t("approvals.title")}>
      <p className={styles.facts}>
        <strong>{t("campaign.people", { count: asked.recipients, replace: { count: count(asked.recipients) } })}</strong>
        {cost !== undefined && <strong>{money(cost, asked.currency)}</strong>}
        <span>{t("approvals.asked", { ago: ago(approval.asked_at), who: who })}</span>
      </p>
      <Held asked={asked} />
      {own && <p className={styles.notice}>{t("approvals.own")}</p>}
      {!own && !may(place, "campaigns:launch") && <p className={styles.notice}>{t("approvals.mayNot")}</p>}
      {!own && may(place, "campaigns:launch") && <Answers campaign={campaign} />}
    </Sheet>
  );
}

/** What the approval would hold for: each of it, when widened, ends it. */
function Held({ asked }: { readonly asked: Approval["asked"] }) {
  const { t } = useTranslation();
  const text = t("approvals.textVersion", { name: asked.template_name, version: asked.template_version });
  return (
    <details className={styles.held}>
      <summary>{t("approvals.terms")}</summary>
      <p>{t("approvals.termsWhy")}</p>
      <Facts facts={[[t("approvals.text"), text], ...useTerms(asked)]} />
    </details>
  );
}

function Answers({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation();
  const { place } = useInside();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState<string | undefined>(undefined);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (why: string | undefined) => (why === undefined ? approve(campaign.id) : refuse(campaign.id, why)),
    onSuccess: async (_answer, why) => {
      tell(t(why === undefined ? "approvals.approved" : "approvals.refused", { name: campaign.name }));
      await navigate({ to: "/o/$slug/approvals", params: { slug: place.slug } });
      await Promise.all([queries.invalidateQueries({ queryKey: ["approvals", place.id] }), queries.invalidateQueries({ queryKey: ["campaigns", place.id] })]);
    },
  });
  return (
    <>
      {error && (
        <p role="alert" className={styles.problem}>
          {wordsOf(error)}
        </p>
      )}
      {reason === undefined ? (
        <div className={styles.answers}>
          <Button loading={isPending} onClick={() => mutate(undefined)}>
            {t("approvals.approve")}
          </Button>
          <Button variant="default" onClick={() => setReason("")}>
            {t("approvals.refuse")}
          </Button>
        </div>
      ) : (
        <>
          <Textarea
            label={t("approvals.reason")}
            placeholder={t("approvals.reasonHint")}
            value={reason}
            maxLength={500}
            autosize
            minRows={2}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className={styles.answers}>
            <Button color="red.9" loading={isPending} disabled={!reason.trim()} onClick={() => mutate(reason.trim().replaceAll(/\s+/gu, " "))}>
              {t("approvals.refuseNow")}
            </Button>
            <Button variant="default" onClick={() => setReason(undefined)}>
              {t("approvals.keep")}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
