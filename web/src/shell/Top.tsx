import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Wave } from "../ui/Wave";
import { Connection } from "./Connection";
import { Organisations } from "./Organisations";
import { Person } from "./Person";
import { Search } from "./Search";
import { useInside } from "./usePlace";
import styles from "./Top.module.css";

export function Top() {
  const { t } = useTranslation();
  const { place } = useInside();
  return (
    <header className={styles.top}>
      <Link to="/o/$slug" params={{ slug: place.slug }} className={styles.brand}>
        <Wave size={32} />
        <span className={styles.name}>{t("app.name")}</span>
      </Link>
      <Organisations />
      <div className={styles.right}>
        <Connection />
        <Search />
        <Person />
      </div>
    </header>
  );
}
