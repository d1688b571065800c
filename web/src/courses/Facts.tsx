import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import type { Course } from "./queries";
import styles from "./Courses.module.css";

/** Whether a course is open, when it is held, and how many places are taken. */
export function Facts({ course }: { readonly course: Course }) {
  const { t } = useTranslation();
  const { count, day } = useFormats();
  const { key, status, starts_on: first, ends_on: last, capacity, taken } = course;
  return (
    <p className={styles.facts}>
      <strong>{t(`courses.status.${status}`)}</strong>
      <span>{key}</span>
      {first && <span>{last ? t("courses.held", { first: day(first), last: day(last) }) : t("courses.begins", { first: day(first) })}</span>}
      <span>{capacity === null ? t("courses.taken", { count: taken }) : t("courses.places", { taken: count(taken), capacity: count(capacity) })}</span>
    </p>
  );
}
