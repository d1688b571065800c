import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { fromCents } from "../amounts";
import type { Whole } from "../queries";
import styles from "../Repairs.module.css";

/** All that was done to a ticket, newest first, and by whom. */
export function History({ ticket }: { readonly ticket: Whole }) {
  const { t } = useTranslation();
  const { moment, money } = useFormats();
  const { currency } = usePlace();
  const by = (actor: string) => t(actor === "person" ? "repairs.history.byOwner" : actor.startsWith("system") ? "repairs.history.bySystem" : "repairs.history.byStaff");
  return (
    <Sheet title={t("repairs.history.title")}>
      <ol className={styles.plain}>
        {ticket.history.toReversed().map(({ id, what, status, before, amount_cents, note, actor, at }) => (
          <li key={id}>
            <p>
              {t(`repairs.history.${what}`, {
                before: before ? t(`repairs.status.${before}`) : "",
                status: t(`repairs.status.${status}`),
                amount: amount_cents === null ? "" : money(fromCents(amount_cents), currency),
              })}
            </p>
            {note && <p dir="auto">{note}</p>}
            <p className={styles.quiet}>
              <time dateTime={at}>{moment(at)}</time> · {by(actor)}
            </p>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
