import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Page, Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { Enrolled } from "./Enrolled";
import { Facts } from "./Facts";
import { LeadsAt } from "./LeadsAt";
import { courseOf, STAGES } from "./queries";
import styles from "./Courses.module.css";

/** One course: who is in it, and who is interested, by how far that has come. */
export function CoursePage() {
  const { t } = useTranslation();
  const place = usePlace();
  const { key } = useParams({ from: "/o/$slug/courses/$key" });
  const { data: course, error, refetch } = useQuery(courseOf(place.id, key));
  if (error && !course) return <Wrong error={error} retry={() => void refetch()} />;
  if (!course) return <Skeleton height={320} radius="lg" />;
  const back = (
    <Back to="/o/$slug/courses" params={{ slug: place.slug }}>
      {t("courses.back")}
    </Back>
  );
  return (
    <Page title={course.name || key} lead={course.description} above={back}>
      <Facts course={course} />
      <Sheet title={t("courses.leads")}>
        <div className={styles.stages}>
          {STAGES.map((stage) => (
            <LeadsAt key={stage} course={key} stage={stage} />
          ))}
        </div>
      </Sheet>
      <Enrolled course={key} />
    </Page>
  );
}
