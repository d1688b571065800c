import { Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { changeService, type Service } from "../queries";
import { More, Seek } from "../Seek";
import { useDeed } from "../useDeed";
import { useServices } from "../useMany";
import { ServiceForm } from "./ServiceForm";
import styles from "../Waitlist.module.css";

/** What can be booked. What is archived stays on the slots that are there, and is offered to nobody new. */
export function Services({ writes }: { readonly writes: boolean }) {
  const { t } = useTranslation();
  const services = useServices({ archived: true });
  const [form, setForm] = useState<Service | "new">();
  return (
    <Sheet title={t("waitlist.services")}>
      <Seek of={services} label={t("waitlist.seekService")} />
      {services.error && !services.loaded && <Wrong error={services.error} retry={services.again} />}
      {!services.loaded && !services.error && <Skeleton height={160} radius="lg" />}
      {services.loaded && services.rows.length === 0 && <p>{t(services.typed ? "waitlist.noSuchName" : "waitlist.noServices")}</p>}
      <ul className={styles.lined}>
        {services.rows.map((service) => (
          <OneService key={service.id} service={service} writes={writes} onChange={() => setForm(service)} />
        ))}
      </ul>
      <More of={services} />
      {writes && (
        <div>
          <Button variant="default" onClick={() => setForm("new")}>
            {t("waitlist.addService")}
          </Button>
        </div>
      )}
      {form && <ServiceForm service={form === "new" ? undefined : form} onClose={() => setForm(undefined)} />}
    </Sheet>
  );
}

interface OneProps {
  readonly service: Service;
  readonly writes: boolean;
  readonly onChange: () => void;
}

function OneService({ service, writes, onChange }: OneProps) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const { currency } = usePlace();
  const { id, name, minutes, price, archived_at: archived } = service;
  const whole = (archive: boolean) => ({ id, name, minutes, price, archived: archive });
  const { mutate, isPending } = useDeed(changeService, {
    said: (now) => t(now.archived_at ? "waitlist.archived" : "waitlist.offeredAgain", { name }),
    undo: (_, { archived: archive }) => () => changeService(whole(!archive)),
  });
  return (
    <li className={styles.thing}>
      <div className={styles.words}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.quiet}>
          {[t("waitlist.lasts", { count: minutes }), price !== null && money(price, currency), archived && t("waitlist.isArchived")].filter(Boolean).join(" · ")}
        </span>
      </div>
      {writes && (
        <div className={styles.row}>
          {!archived && (
            <Button variant="default" size="compact-md" aria-label={t("waitlist.changeOf", { name })} onClick={onChange}>
              {t("waitlist.change")}
            </Button>
          )}
          <Button variant="subtle" size="compact-md" aria-label={t(archived ? "waitlist.offerOf" : "waitlist.archiveOf", { name })} loading={isPending} onClick={() => mutate(whole(!archived))}>
            {t(archived ? "waitlist.offerAgain" : "waitlist.archive")}
          </Button>
        </div>
      )}
    </li>
  );
}
