import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { fromCents } from "../amounts";
import { noteAnswer, notePayment, type Whole } from "../queries";
import { useRepairs } from "../useRepairs";
import { AskPrice } from "./AskPrice";
import styles from "../Repairs.module.css";

const PAST = new Set(["ready", "collected", "cancelled", "unrepairable"]);

/** What the repair costs, what the owner said to it, and whether it is paid. */
export function PriceSheet({ ticket }: { readonly ticket: Whole }) {
  const { t } = useTranslation();
  const { money, moment, ago } = useFormats();
  const place = usePlace();
  const [asks, setAsks] = useState(false);
  const { price, agreed_cents: agreed, paid_at, status, estimate, since } = ticket;
  const writes = may(place, "messages:send");
  const pay = useRepairs(() => notePayment(ticket.id), { said: () => t("repairs.price.isPaid") });
  return (
    <Sheet title={t("repairs.price.title")}>
      {price === null && <p className={styles.quiet}>{t("repairs.price.none")}</p>}
      {price && <Parts price={price} />}
      {status === "waiting_for_approval" && (
        <>
          <p>{t("repairs.price.asked", { number: estimate, when: ago(since) })}</p>
          {writes && <Answer ticket={ticket} />}
        </>
      )}
      {agreed !== null && (
        <p>
          {t("repairs.price.agreed", { amount: money(fromCents(agreed), place.currency) })} {paid_at && t("repairs.price.paid", { when: moment(paid_at) })}
        </p>
      )}
      {writes && (
        <div className={styles.row}>
          {agreed !== null && paid_at === null && (
            <Button loading={pay.isPending} onClick={() => pay.mutate(undefined)}>
              {t("repairs.price.pay")}
            </Button>
          )}
          {!PAST.has(status) && (
            <Button variant={price === null ? "filled" : "default"} onClick={() => setAsks(true)}>
              {t(price === null ? "repairs.price.make" : "repairs.price.anew")}
            </Button>
          )}
        </div>
      )}
      {asks && <AskPrice ticket={ticket} onClose={() => setAsks(false)} />}
    </Sheet>
  );
}

function Parts({ price }: { readonly price: NonNullable<Whole["price"]> }) {
  const { t } = useTranslation();
  const { money, percent } = useFormats();
  const { currency } = usePlace();
  const lines = [
    [t("repairs.price.parts"), price.parts_cents],
    [t("repairs.price.labour"), price.labour_cents],
    [t("repairs.price.tax", { rate: percent(price.vat_percent) }), price.vat_cents],
    [t("repairs.price.total"), price.total_cents],
  ] as const;
  return (
    <dl className={styles.sums}>
      {lines.map(([word, cents]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{money(fromCents(cents), currency)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Answer({ ticket }: { readonly ticket: Whole }) {
  const { t } = useTranslation();
  const { mutate, isPending } = useRepairs((agreed: boolean) => noteAnswer(ticket.id, { estimate: ticket.estimate, agreed }), { said: () => t("repairs.price.noted") });
  return (
    <div className={styles.answer} role="group" aria-label={t("repairs.price.counter")}>
      <span>{t("repairs.price.counter")}</span>
      <div className={styles.row}>
        <Button variant="default" loading={isPending} onClick={() => mutate(true)}>
          {t("repairs.price.yes")}
        </Button>
        <Button variant="default" loading={isPending} onClick={() => mutate(false)}>
          {t("repairs.price.no")}
        </Button>
      </div>
    </div>
  );
}
