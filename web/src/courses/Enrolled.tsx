import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { nameOf } from "../contacts/naming";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Moving } from "./Moving";
import { enrolledOf, STANDINGS, type Standing } from "./queries";
import styles from "./Courses.module.css";

/** Who takes part in a course, and where they stand in it. */
export function Enrolled({ course }: { readonly course: string }) {
  const { t } = useTranslation();
  const { shortDay } = useFormats();
  const place = usePlace();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(enrolledOf(place.id, course));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const words = STANDINGS.map((each) => [each, t(`courses.standings.${each}`)] as const);
  return (
    <Sheet title={t("courses.enrolled")}>
      {!data && !error && <Skeleton height={80} />}
      {error && <p className={styles.bad}>{wordsOf(error)}</p>}
      {data && rows.length === 0 && <p className={styles.quiet}>{t("courses.nobodyEnrolled")}</p>}
      <ul className={styles.rows}>
        {rows.map((each) => {
          const name = nameOf(each) || t("contacts.noName");
          const path = { course_key: course, contact_id: each.contact_id };
          const set = (status: Standing) => api.PUT("/courses/{course_key}/enrolments/{contact_id}", { params: { path }, body: { status } });
          return (
            <li key={each.contact_id}>
              <strong dir="auto">{name}</strong>
              <span className={styles.quiet}>{t("courses.since", { status: t(`courses.standings.${each.status}`), day: shortDay(each.since) })}</span>
              {may(place, "contacts:write") && <Moving label={t("courses.standingOf", { name })} word={each.status} words={words} told={t("courses.moved", { name })} set={set} />}
            </li>
          );
        })}
      </ul>
      {hasNextPage && (
        <div>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("courses.more")}
          </Button>
        </div>
      )}
    </Sheet>
  );
}
