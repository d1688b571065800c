import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Empty } from "../../ui/Empty";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { SettingsPage } from "../SettingsPage";
import { NewSender } from "./NewSender";
import { Portfolios } from "./Portfolios";
import { connectionsOf, sendersOf } from "./queries";
import { SenderRow } from "./SenderRow";
import styles from "../Settings.module.css";

/** Our numbers, how fast each may send, and how many people WhatsApp lets us reach. */
export function Senders() {
  const { t } = useTranslation();
  const place = usePlace();
  const senders = useQuery(sendersOf(place.id));
  const connections = useQuery(connectionsOf(place.id));
  const [adds, setAdds] = useState(false);
  const writes = may(place, "channels:write") && (connections.data?.length ?? 0) > 0;
  return (
    <SettingsPage
      title={t("settings.sections.senders")}
      lead={t("senders.lead")}
      {...(writes && !adds ? { aside: <Button onClick={() => setAdds(true)}>{t("senders.add")}</Button> } : {})}
    >
      {adds && <NewSender connections={connections.data ?? []} onDone={() => setAdds(false)} />}
      <Sheet title={t("senders.title")}>
        <Loaded from={senders}>
          {(rows) =>
            rows.length > 0 ? (
              <ul className={styles.list} data-lined>
                {rows.map((each) => (
                  <SenderRow key={each.id} sender={each} connection={connections.data?.find(({ id }) => id === each.connection_id)} />
                ))}
              </ul>
            ) : (
              <Empty title={t("senders.none")} why={t(connections.data?.length ? "senders.noneWhy" : "senders.noConnection")} />
            )
          }
        </Loaded>
      </Sheet>
      <Portfolios />
    </SettingsPage>
  );
}
