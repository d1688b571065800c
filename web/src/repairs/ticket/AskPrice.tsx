import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, Refusal } from "../../settings/parts";
import { useDebounced } from "../../ui/useDebounced";
import { Dialog } from "../../ui/Dialog";
import { centsOf } from "../amounts";
import { askPrice, type Whole } from "../queries";
import { useRepairs } from "../useRepairs";
import { Foretelling } from "./Foretelling";
import styles from "../Repairs.module.css";

/** Asks the owner about a price; what they will read is shown as the price is typed. */
export function AskPrice({ ticket, onClose }: { readonly ticket: Whole; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [parts, setParts] = useState("");
  const [labour, setLabour] = useState("");
  const [vat, setVat] = useState("");
  const typed = { parts: centsOf(parts || "0"), labour: centsOf(labour || "0"), vat: vat.trim().replace(",", ".") };
  const whole = typed.parts !== undefined && typed.labour !== undefined && typed.parts + typed.labour > 0;
  const price = useDebounced(JSON.stringify(whole ? { parts_cents: typed.parts, labour_cents: typed.labour, vat_percent: typed.vat || null } : null), 400);
  const estimate = JSON.parse(price) as { parts_cents: number; labour_cents: number; vat_percent: string | null } | null;
  const send = useRepairs(() => askPrice(ticket.id, { parts_cents: typed.parts ?? 0, labour_cents: typed.labour ?? 0, vat_percent: typed.vat || null }), {
    quiet: true,
    said: () => t("repairs.price.isAsked"),
    after: onClose,
  });
  const money = { inputMode: "decimal", autoComplete: "off" } as const;
  return (
    <Dialog title={t(ticket.price === null ? "repairs.price.make" : "repairs.price.anew")} unsaved={parts !== "" || labour !== ""} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate(undefined);
        }}
      >
        <TextInput label={t("repairs.price.parts")} {...money} autoFocus value={parts} onChange={(event) => setParts(event.currentTarget.value)} error={faultOf(send.error, "parts_cents")} />
        <TextInput label={t("repairs.price.labour")} {...money} value={labour} onChange={(event) => setLabour(event.currentTarget.value)} error={faultOf(send.error, "labour_cents")} />
        <TextInput label={t("repairs.price.vat")} description={t("repairs.price.vatHint")} {...money} value={vat} onChange={(event) => setVat(event.currentTarget.value)} error={faultOf(send.error, "vat_percent")} />
        {estimate && <Foretelling id={ticket.id} change={{ estimate }} />}
        <Refusal error={send.error} fields={["parts_cents", "labour_cents", "vat_percent"]} />
        <div className={styles.row}>
          <Button type="submit" loading={send.isPending} disabled={!whole}>
            {t("repairs.price.ask")}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t("repairs.move.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
