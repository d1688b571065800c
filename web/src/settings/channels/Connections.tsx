import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Empty } from "../../ui/Empty";
import { LinkButton } from "../../ui/LinkButton";
import { Loaded } from "../Loaded";
import { SettingsPage } from "../SettingsPage";
import { connectionsOf, providersOf, type Connection } from "./queries";
import { Standing } from "./Standing";
import styles from "../SettingsIndex.module.css";

/** Accounts at providers. */
export function Connections() {
  const { t } = useTranslation();
  const place = usePlace();
  const connections = useQuery(connectionsOf(place.id));
  const writes = may(place, "channels:write");
  const add = (
    <LinkButton to="/o/$slug/settings/connections/new" params={{ slug: place.slug }}>
      {t("channels.add")}
    </LinkButton>
  );
  return (
    <SettingsPage title={t("settings.sections.connections")} lead={t("channels.lead")} {...(writes && connections.data?.length ? { aside: add } : {})}>
      <Loaded from={connections}>
        {(rows) =>
          rows.length > 0 ? (
            <ul className={styles.cards}>
              {rows.map((each) => (
                <Card key={each.id} connection={each} />
              ))}
            </ul>
          ) : (
            <Empty title={t("channels.none")} why={t("channels.noneWhy")}>
              {writes && add}
            </Empty>
          )
        }
      </Loaded>
    </SettingsPage>
  );
}

function Card({ connection: { id, name, provider, status, status_reason, check_ok, checked_at } }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const { id: place, slug } = usePlace();
  const label = useQuery(providersOf(place)).data?.find((each) => each.provider === provider)?.label ?? provider;
  return (
    <li className={styles.card}>
      <Link to="/o/$slug/settings/connections/$id" params={{ slug, id }}>
        {name}
      </Link>
      <p>{label}</p>
      <Standing status={status} />
      {status_reason && <p>{status_reason}</p>}
      <p>{checked_at ? t(check_ok ? "channels.checkedOk" : "channels.checkedBad", { when: ago(checked_at) }) : t("channels.neverChecked")}</p>
    </li>
  );
}
