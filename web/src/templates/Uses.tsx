import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { usesOf } from "./queries";
import styles from "./Templates.module.css";

/** The campaigns that say this. Those that run keep the version of their launch. */
export function Uses({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data } = useQuery({ ...usesOf(place.id, [name]), enabled: may(place, "campaigns:read") });
  const [use] = data?.items ?? [];
  if (!data) return null;
  return (
    <Sheet title={t("templates.uses")}>
      <p className={styles.quiet}>{use ? [t("templates.usedByAll", { count: use.campaigns }), use.live > 0 && t("templates.live", { count: use.live })].filter(Boolean).join(" ") : t("templates.unused")}</p>
      <ul className={styles.uses}>
        {use?.some.map(({ id, name: campaign, status }) => (
          <li key={id}>
            <Link to="/o/$slug/campaigns/$id" params={{ slug: place.slug, id }}>
              {campaign}
            </Link>{" "}
            · {t(`status.${status}`)}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
