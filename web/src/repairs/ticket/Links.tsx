import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Ask } from "../../settings/Ask";
import { CopyLine } from "../../settings/parts";
import { Sheet } from "../../ui/Page";
import { linksOf, type Whole } from "../queries";
import { useRepairs } from "../useRepairs";
import styles from "../Repairs.module.css";

/** The links by which the owner follows the repair, shown when asked for, and made anew when they went astray. */
export function Links({ ticket }: { readonly ticket: Whole }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const show = useRepairs(() => linksOf(ticket.id, false));
  const renew = useRepairs(() => linksOf(ticket.id, true), { said: () => t("repairs.links.renewed"), after: () => setAsks(false) });
  const links = renew.data ?? show.data;
  return (
    <Sheet title={t("repairs.links.title")}>
      <p className={styles.quiet}>{t("repairs.links.why")}</p>
      {links && (
        <>
          <CopyLine label={t("repairs.links.ticket")} text={links.ticket_url} />
          <CopyLine label={t("repairs.links.person")} text={links.person_url} />
        </>
      )}
      <div className={styles.row}>
        {!links && (
          <Button variant="default" loading={show.isPending} onClick={() => show.mutate(undefined)}>
            {t("repairs.links.show")}
          </Button>
        )}
        <Button variant="subtle" onClick={() => setAsks(true)}>
          {t("repairs.links.renew")}
        </Button>
      </div>
      {asks && (
        <Ask
          title={t("repairs.links.renew")}
          text={t("repairs.links.renewWhy")}
          go={t("repairs.links.renew")}
          busy={renew.isPending}
          onGo={() => renew.mutate(undefined)}
          onClose={() => setAsks(false)}
        />
      )}
    </Sheet>
  );
}
