import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { Facts } from "./Facts";
import { NewCourse } from "./NewCourse";
import { coursesOf } from "./queries";
import styles from "./Courses.module.css";

/** All courses, by their keys. */
export function CourseList() {
  const { t } = useTranslation();
  const place = usePlace();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(coursesOf(place.id));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("courses.title")} lead={t("courses.lead")} aside={may(place, "contacts:write") && <NewCourse />}>
      {isPending && <Skeleton height={200} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {data && rows.length === 0 && <Empty title={t("courses.empty")} why={t("courses.emptyWhy")} command="tidings courses create --help" />}
      <ul className={styles.list}>
        {rows.map((course) => (
          <li key={course.key} className={styles.card}>
            <h2 dir="auto">
              <Link to="/o/$slug/courses/$key" params={{ slug: place.slug, key: course.key }}>
                {course.name || course.key}
              </Link>
            </h2>
            <Facts course={course} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("courses.more")}
        </Button>
      )}
    </Page>
  );
}
