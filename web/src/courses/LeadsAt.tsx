import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { may } from "../api/session";
import { nameOf } from "../contacts/naming";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Moving } from "./Moving";
import { leadsOf, STAGES, type Stage } from "./queries";
import styles from "./Courses.module.css";

/** Who is interested and has come as far as one stage. */
export function LeadsAt({ course, stage }: { readonly course: string; readonly stage: Stage }) {
  const { t } = useTranslation();
  const { shortDay } = useFormats();
  const place = usePlace();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(leadsOf(place.id, course, stage));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const words = STAGES.map((each) => [each, t(`courses.stages.${each}`)] as const);
  return (
    <section aria-label={t(`courses.stages.${stage}`)} className={styles.stage} data-empty={data && rows.length === 0 ? true : undefined}>
      <h3>{t(`courses.stages.${stage}`)}</h3>
      {!data && <Skeleton height={40} />}
      {data && rows.length === 0 && <p className={styles.quiet}>{t("courses.nobody")}</p>}
      <ul className={styles.people}>
        {rows.map((lead) => {
          const name = nameOf(lead) || t("contacts.noName");
          const set = (to: Stage) => api.PATCH("/leads/{lead_id}", { params: { path: { lead_id: lead.id } }, body: { stage: to } });
          return (
            <li key={lead.id}>
              <strong dir="auto">{name}</strong>
              <span className={styles.quiet}>{[lead.source, lead.owner, shortDay(lead.since)].filter(Boolean).join(" · ")}</span>
              {may(place, "contacts:write") && <Moving label={t("courses.stageOf", { name })} word={stage} words={words} told={t("courses.moved", { name })} set={set} />}
            </li>
          );
        })}
      </ul>
      {hasNextPage && (
        <Button variant="default" size="compact-sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("courses.more")}
        </Button>
      )}
    </section>
  );
}
