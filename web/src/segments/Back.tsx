import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Icon } from "../ui/Icon";
import styles from "./Segments.module.css";

export function Back() {
  const { t } = useTranslation();
  const { slug } = usePlace();
  return (
    <Link to="/o/$slug/segments" params={{ slug }} className={styles.back}>
      <Icon name="back" size={18} />
      {t("segments.back")}
    </Link>
  );
}
