import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { coursesOf, segmentsOf } from "./queries";
import styles from "./Person.module.css";

/** The segments and lists that they are in now, and the courses that they take part in or ask about. */
export function Groups({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const place = usePlace();
  const segments = useQuery(segmentsOf(place.id, id)).data?.items ?? [];
  const courses = useQuery(coursesOf(place.id, id)).data?.enrolments ?? [];
  return (
    <>
      <Sheet title={t("person.segments")}>
        {segments.length === 0 && <p className={styles.quiet}>{t("person.noSegment")}</p>}
        <ul className={styles.list}>
          {segments.map((segment) => (
            <li key={segment.id}>
              <span dir="auto">{segment.name}</span> <span className={styles.quiet}>{segment.kind === "list" ? t("person.aList") : segment.text}</span>
            </li>
          ))}
        </ul>
      </Sheet>
      {courses.length > 0 && (
        <Sheet title={t("person.courses")}>
          <ul className={styles.list}>
            {courses.map((course) => (
              <li key={course.course}>
                <span dir="auto">{course.course}</span>{" "}
                <span className={styles.quiet}>{t("person.courseSince", { status: t(`person.course.${course.status}`), day: day(course.since) })}</span>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </>
  );
}
