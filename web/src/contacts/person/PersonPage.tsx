import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { withWords } from "../../i18n";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Back } from "../../ui/Back";
import { Chips } from "../../ui/Chips";
import { Page } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { nameOf } from "../naming";
import { useStage } from "../useStage";
import { Addresses } from "./Addresses";
import { Changes } from "./Changes";
import { ConsentFile } from "./ConsentFile";
import { Deeds } from "./Deeds";
import { Devices } from "./Devices";
import { Groups } from "./Groups";
import { Merges } from "./Merges";
import { contactOf, unverifiedOf } from "./queries";
import { Reaches } from "./Reaches";
import { Timeline } from "./Timeline";
import { mayLookAt, viewOf, VIEWS } from "./views";
import { Who } from "./Who";
import styles from "./Person.module.css";

const PersonNotices = lazy(async () => ({ default: (await import("../../notices/PersonNotices")).PersonNotices }));

const PersonWaitlist = lazy(async () => ({ default: (await withWords("waitlist", import("../../waitlist/PersonWaitlist"))).PersonWaitlist }));

const PersonRepairs = lazy(async () => ({ default: (await withWords("repairs", import("../../repairs/PersonRepairs"))).PersonRepairs }));

const Unverified = lazy(() => import("./Unverified"));

/** One person: what they may get now, all that passed, what they agreed to, who they are. */
export function PersonPage() {
  const { t } = useTranslation();
  const { day } = useFormats();
  const stage = useStage();
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/contacts/$id" });
  const navigate = useNavigate({ from: "/o/$slug/contacts/$id" });
  const asked = viewOf(useSearch({ from: "/o/$slug/contacts/$id" }).view);
  const view = mayLookAt(place, asked) ? asked : "timeline";
  const { data: contact, error, refetch } = useQuery(contactOf(place.id, id));
  const [email] = useQuery(unverifiedOf(place.id, id)).data?.items ?? [];
  if (error && !contact) return <Wrong error={error} retry={() => void refetch()} />;
  if (!contact) return <Skeleton height={420} radius="lg" />;
  const back = (
    <Back to="/o/$slug/contacts" params={{ slug: place.slug }}>
      {t("person.back")}
    </Back>
  );
  const views = VIEWS.filter((each) => mayLookAt(place, each));
  return (
    <Page
      title={nameOf(contact) || t("contacts.noName")}
      lead={t("person.lead", { lifecycle: stage(contact.lifecycle), day: day(contact.created_at) })}
      above={back}
      aside={<Deeds contact={contact} />}
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <Reaches id={id} />
          <Chips
            label={t("person.views")}
            value={view}
            choices={views.map((value) => ({ value, label: t(`person.view.${value}`) }))}
            onChoose={(value) => void navigate({ search: value === "timeline" ? {} : { view: value }, replace: true, resetScroll: false })}
          />
          {view === "timeline" && <Timeline id={id} />}
          {view === "notices" && (
            <Suspense fallback={<Skeleton height={160} radius="lg" />}>
              <PersonNotices id={id} />
            </Suspense>
          )}
          {view === "waitlist" && (
            <Suspense fallback={<Skeleton height={160} radius="lg" />}>
              <PersonWaitlist id={id} />
            </Suspense>
          )}
          {view === "repairs" && (
            <Suspense fallback={<Skeleton height={160} radius="lg" />}>
              <PersonRepairs id={id} />
            </Suspense>
          )}
          {view === "consents" && <ConsentFile id={id} />}
          {view === "changes" && <Changes id={id} />}
        </div>
        <div className={styles.column}>
          <Addresses contact={contact} />
          {email && (
            <Suspense>
              <Unverified id={id} email={email} />
            </Suspense>
          )}
          <Devices id={id} />
          <Who contact={contact} />
          <Groups id={id} />
          <Merges id={id} />
        </div>
      </div>
    </Page>
  );
}
