import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Facts } from "../Facts";
import type { Campaign, DryRun } from "../queries";
import { useTerms } from "../terms";
import { Calendar } from "./Calendar";
import { Elsewhere } from "./Elsewhere";
import { Outcome } from "./Forecast";
import { Phone } from "./Phone";
import { segmentsOf, templateOf } from "./queries";
import { Texts } from "./Texts";
import styles from "./Review.module.css";

/** All that somebody must know who answers for a campaign: what, to whom, when, at what cost, who is left out and why. */
export function Review({ campaign, run }: { readonly campaign: Campaign; readonly run: DryRun }) {
  const { t } = useTranslation();
  const place = usePlace();
  const template = useQuery(templateOf(place.id, campaign.template_name)).data;
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <Sheet title={t("review.outcome")}>
          <Outcome run={run} />
        </Sheet>
        {run.texts.length > 0 && <Texts texts={run.texts} />}
        <LeftOut campaign={campaign} run={run} />
        <Settings campaign={campaign} />
        <First run={run} />
      </div>
      <div className={styles.stack}>
        {template && <Phone key={template.name} template={template} />}
        {run.days.length > 0 && (
          <Sheet title={t("review.days")}>
            <Calendar days={run.days} closed={run.closed} />
          </Sheet>
        )}
      </div>
    </div>
  );
}

function Settings({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation();
  const facts = [
    [t("wizard.objective"), campaign.objective || campaign.description || "–"],
    [t("wizard.type"), t(`wizard.types.${campaign.type}`)],
    [t("wizard.channel"), t(`channel.${campaign.channel}`)],
    [t("wizard.audience"), useAudience(campaign)],
    [t("wizard.priority"), String(campaign.priority)],
    ...useTerms(campaign),
  ] as const;
  return (
    <Sheet title={t("review.settings")}>
      <Facts facts={facts} />
    </Sheet>
  );
}

/** The audience in words: the segment by its name, tags as they are, or numbers. */
function useAudience({ target_audience: target }: Campaign): string {
  const { t } = useTranslation();
  const place = usePlace();
  const segments = useQuery(segmentsOf(place.id)).data?.items ?? [];
  if (target === null) return t("wizard.kinds.numbers");
  const named = target["segment"];
  if (typeof named === "string") return segments.find(({ id }) => id === named)?.name ?? named;
  return Object.entries(target)
    .map(([key, value]) => `${key}: ${Array.isArray(value) ? value.join(", ") : String(value)}`)
    .join("; ");
}

function LeftOut({ campaign, run }: { readonly campaign: Campaign; readonly run: DryRun }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  return (
    <Sheet title={t("review.leftOut")}>
      {run.left_out.length === 0 && <p className={styles.quiet}>{t("review.nobodyLeftOut")}</p>}
      <ul className={styles.reasons}>
        {run.left_out.map(({ reason, people, sentence }) => (
          <li key={reason}>
            <strong>{t("campaign.people", { count: people, replace: { count: count(people) } })}</strong>
            <span>{sentence}</span>
          </li>
        ))}
        {run.reroutes.map((other) => (
          <Elsewhere key={`${other.reason} ${other.channel}`} campaign={campaign} other={other} />
        ))}
      </ul>
    </Sheet>
  );
}

function First({ run }: { readonly run: DryRun }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  if (run.first.length === 0) return null;
  return (
    <Sheet title={t("review.first")}>
      <ul className={styles.people}>
        {run.first.map(({ contact_id, name, at }) => (
          <li key={contact_id}>
            <bdi>{name ?? t("contacts.noName")}</bdi>
            <time dateTime={at}>{moment(at)}</time>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
