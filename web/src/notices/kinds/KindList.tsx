import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { Loaded } from "../../settings/Loaded";
import { Pill } from "../../settings/parts";
import { SettingsPage } from "../../settings/SettingsPage";
import { usePlace } from "../../shell/usePlace";
import { Empty } from "../../ui/Empty";
import { LinkButton } from "../../ui/LinkButton";
import { cascadesOf, kindsOf, type Cascades, type Kind } from "../queries";
import { Cascade } from "./Cascade";
import styles from "./Kinds.module.css";

/** What single messages there are, and by which channels each is tried. */
export function KindList() {
  const { t } = useTranslation();
  const place = usePlace();
  const kinds = useQuery(kindsOf(place.id));
  const cascades = useQuery(cascadesOf(place.id));
  const fresh = may(place, "templates:write") && (
    <LinkButton to="/o/$slug/settings/notices/new" params={{ slug: place.slug }}>
      {t("kinds.new")}
    </LinkButton>
  );
  return (
    <SettingsPage title={t("settings.sections.notices")} lead={t("kinds.lead")} aside={fresh}>
      <Loaded from={kinds} height={260}>
        {(found) => (
          <Loaded from={cascades} height={260}>
            {(known) => <Kinds kinds={found} cascades={known} fresh={fresh} />}
          </Loaded>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function Kinds({ kinds, cascades, fresh }: { readonly kinds: readonly Kind[]; readonly cascades: Cascades; readonly fresh: ReactNode }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  if (kinds.length === 0)
    return (
      <Empty title={t("kinds.empty")} why={t("kinds.emptyWhy")}>
        {fresh}
      </Empty>
    );
  return (
    <ul className={styles.list}>
      {kinds.map((kind) => (
        <li key={kind.key} className={styles.card}>
          <div className={styles.head}>
            <h2 dir="auto">
              <Link to="/o/$slug/settings/notices/$key" params={{ slug, key: kind.key }}>
                {kind.name}
              </Link>
            </h2>
            {kind.archived_at ? <Pill tone="bad">{t("kinds.archived")}</Pill> : <Pill>{t(`person.purpose.${kind.class}`)}</Pill>}
          </div>
          <Cascade kind={kind} cascades={cascades} brief />
        </li>
      ))}
    </ul>
  );
}
