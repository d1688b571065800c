import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Back } from "../../ui/Back";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { CopyLine } from "../parts";
import { SettingsPage } from "../SettingsPage";
import { Check } from "./Check";
import { Credentials } from "./Credentials";
import { Letters } from "./Letters";
import { connectionOf, type Connection } from "./queries";
import { Removal } from "./Removal";
import { Steering } from "./Steering";
import styles from "../Settings.module.css";

/** One account at a provider: whether it works, what to enter there, its secrets (never shown), and its end. */
export function ConnectionPage() {
  const { t } = useTranslation();
  const { id: place, slug } = usePlace();
  const { id } = useParams({ from: "/o/$slug/settings/connections/$id" });
  const connection = useQuery(connectionOf(place, id));
  const back = (
    <Back to="/o/$slug/settings/connections" params={{ slug }}>
      {t("settings.sections.connections")}
    </Back>
  );
  return (
    <Loaded from={connection} height={320}>
      {(found) => (
        <SettingsPage title={found.name} above={back} aside={<Steering connection={found} />}>
          <Parts connection={found} />
        </SettingsPage>
      )}
    </Loaded>
  );
}

function Parts({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const place = usePlace();
  const writes = may(place, "channels:write");
  return (
    <>
      <Check connection={connection} />
      <Sheet title={t("channels.webhooks")}>
        <p className={styles.quiet}>{t("channels.webhooksWhy")}</p>
        <CopyLine label={t("channels.inbound")} text={connection.callbacks.inbound ?? ""} />
        <CopyLine label={t("channels.receipts")} text={connection.callbacks.receipts ?? ""} />
        <Letters connection={connection.id} />
      </Sheet>
      <Credentials connection={connection} />
      {writes && !connection.from_environment && <Removal connection={connection} />}
    </>
  );
}
