import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { Loaded } from "../../settings/Loaded";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { changeService, servicesOf, type Service } from "../queries";
import { useDeed } from "../useDeed";
import { ServiceForm } from "./ServiceForm";
import styles from "../Waitlist.module.css";

/** What can be booked. What is archived stays on the slots that are there, and is offered to nobody new. */
export function Services({ writes }: { readonly writes: boolean }) {
  const { t } = useTranslation();
  const services = useQuery(servicesOf(usePlace().id));
  const [form, setForm] = useState<Service | "new">();
  return (
    <Sheet title={t("waitlist.services")}>
      <Loaded from={services}>
        {(rows) => (
          <>
            {rows.length === 0 && <p>{t("waitlist.noServices")}</p>}
            <ul className={styles.lined}>
              {rows.map((service) => (
                <OneService key={service.id} service={service} writes={writes} onChange={() => setForm(service)} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
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
