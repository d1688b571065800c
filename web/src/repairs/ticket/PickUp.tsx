import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { appoint, type Whole } from "../queries";
import { useRepairs } from "../useRepairs";
import { Foretelling } from "./Foretelling";
import styles from "../Repairs.module.css";

/** When the device is fetched, on the hour within the shop's hours; what the owner will be told of it stands below. */
export function PickUp({ ticket }: { readonly ticket: Whole }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { appointment_at, times } = ticket;
  const agreed = appointment_at ?? "";
  const [chosen, setChosen] = useState(agreed);
  const save = useRepairs(() => appoint(ticket.id, chosen || null), { said: ({ appointment_at: at }) => t(at ? "repairs.fetch.saved" : "repairs.fetch.dropped") });
  const writes = may(usePlace(), "messages:send");
  const offered = [...new Set([...(agreed ? [agreed] : []), ...times])].toSorted();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Sheet title={t("repairs.fetch.title")}>
      {appointment_at && <p>{t("repairs.fetch.agreed", { when: moment(appointment_at) })}</p>}
      {times.length === 0 && !appointment_at && <p className={styles.quiet}>{t("repairs.fetch.later")}</p>}
      {writes && times.length > 0 && (
        <>
          <NativeSelect
            label={t("repairs.fetch.at")}
            description={zone}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={[{ value: "", label: t("repairs.fetch.none") }, ...offered.map((value) => ({ value, label: moment(value) }))]}
          />
          {chosen !== agreed && <Foretelling id={ticket.id} change={{ appointment_at: chosen || null }} />}
          <div className={styles.row}>
            <Button variant="default" disabled={chosen === agreed} loading={save.isPending} onClick={() => save.mutate(undefined)}>
              {t("repairs.fetch.save")}
            </Button>
          </div>
        </>
      )}
    </Sheet>
  );
}
