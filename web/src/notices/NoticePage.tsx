import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Page, Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { Attempts } from "./Attempts";
import { Outcome } from "./Outcome";
import { PlanOf } from "./PlanOf";
import { kindsOf, noticeOf, type Whole } from "./queries";
import { Subject } from "./Subject";
import { canBeTakenBack } from "./states";
import { TakeBack } from "./TakeBack";
import { useCosts } from "./useCosts";
import styles from "./Notices.module.css";

/** One notice: what became of it, how it was tried, why by these channels and not by others, what it said and cost. */
export function NoticePage() {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/notices/$id" });
  const { data: notice, error, refetch } = useQuery(noticeOf(place.id, id, i18n.language));
  const kind = useQuery(kindsOf(place.id)).data?.find(({ key }) => key === notice?.kind);
  if (error && !notice) return <Wrong error={error} retry={() => void refetch()} />;
  if (!notice) return <Skeleton height={420} radius="lg" />;
  const back = (
    <Back to="/o/$slug/notices" params={{ slug: place.slug }}>
      {t("notices.back")}
    </Back>
  );
  const lead = notice.contact_name ? t("notices.to", { name: notice.contact_name }) : undefined;
  return (
    <Page
      title={kind?.name ?? notice.kind}
      above={back}
      {...(lead ? { lead } : {})}
      aside={canBeTakenBack(notice.state) && may(place, "messages:send") && <TakeBack notice={notice} />}
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <Sheet title={t("notices.tried")}>
            <div className={styles.result}>
              <Outcome state={notice.state} />
              <p>{notice.reason?.sentence ?? t(`notices.means.${notice.state}`)}</p>
              {notice.reason?.fix && <p className={styles.quiet}>{notice.reason.fix}</p>}
            </div>
            {notice.joined_id && (
              <Link to="/o/$slug/notices/$id" params={{ slug: place.slug, id: notice.joined_id }}>
                {t("notices.saidBy")}
              </Link>
            )}
            <Attempts notice={notice} />
          </Sheet>
          {notice.plan && <PlanOf plan={notice.plan} />}
        </div>
        <div className={styles.column}>
          <AboutIt notice={notice} kind={kind?.name ?? notice.kind} />
          <Said data={notice.data} />
        </div>
      </div>
    </Page>
  );
}

function AboutIt({ notice, kind }: { readonly notice: Whole; readonly kind: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const costs = useCosts(notice.attempts);
  return (
    <Sheet title={t("notices.facts")}>
      <dl className={styles.facts}>
        {may(place, "contacts:read") && (
          <div>
            <dt>{t("notices.person")}</dt>
            <dd dir="auto">
              <Link to="/o/$slug/contacts/$id" params={{ slug: place.slug, id: notice.contact_id }} search={{ view: "notices" }}>
                {notice.contact_name ?? t("contacts.noName")}
              </Link>
            </dd>
          </div>
        )}
        <div>
          <dt>{t("notices.kind")}</dt>
          <dd dir="auto">
            <Link to="/o/$slug/settings/notices/$key" params={{ slug: place.slug, key: notice.kind }}>
              {kind}
            </Link>
          </dd>
        </div>
        {notice.subject_kind && (
          <div>
            <dt>{t("notices.subject")}</dt>
            <dd dir="auto">
              <Subject about={notice} />
            </dd>
          </div>
        )}
        <Fact name={t("notices.asked")} value={moment(notice.created_at)} />
        <Fact name={t(notice.ended_at ? "notices.ended" : "notices.expires")} value={moment(notice.ended_at ?? notice.expires_at)} />
        {notice.next_look_at && notice.state === "waiting" && <Fact name={t("notices.leaves")} value={moment(notice.next_look_at)} />}
        <Fact name={t("notices.cost")} value={costs ?? t("notices.noCost")} />
        <Fact name={t("notices.key")} value={notice.key} />
      </dl>
    </Sheet>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}

/** Whether a value stands for a link to something of theirs, which is made when a message leaves. */
function leads(value: unknown): boolean {
  return typeof value === "object" && value !== null && "leads_to" in value;
}

function Said({ data }: { readonly data: Whole["data"] }) {
  const { t } = useTranslation();
  const entries = Object.entries(data);
  return (
    <Sheet title={t("notices.brings")}>
      {entries.length === 0 && <p className={styles.quiet}>{t("notices.bringsNothing")}</p>}
      <dl className={styles.facts}>
        {entries.map(([name, value]) => (
          <Fact key={name} name={name} value={leads(value) ? t("notices.ownLink") : typeof value === "string" ? value : JSON.stringify(value)} />
        ))}
      </dl>
    </Sheet>
  );
}
