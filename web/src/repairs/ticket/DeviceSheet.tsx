import { Button, Textarea, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { Refusal } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { TheirPhone } from "../../simulator/TheirPhone";
import { Dialog } from "../../ui/Dialog";
import { Sheet } from "../../ui/Page";
import { changeTicket, type Whole } from "../queries";
import { useRepairs } from "../useRepairs";
import styles from "../Repairs.module.css";

/** More characters than a narrow column holds. */
const LONG = 60;

/** What was brought, and by whom. */
export function DeviceSheet({ ticket }: { readonly ticket: Whole }) {
  const { t } = useTranslation();
  const { moment, day } = useFormats();
  const place = usePlace();
  const [edits, setEdits] = useState(false);
  const { device, owner, contact_id, due_on, created_at, reference, remind_at, walk_in } = ticket;
  const facts = [
    [t("repairs.device.phone"), owner?.phone],
    [t("repairs.device.email"), owner?.email],
    [t("repairs.device.device"), device.name],
    [t("repairs.device.kind"), device.name === device.kind ? null : device.kind],
    [t("repairs.device.serial"), device.serial],
    [t("repairs.device.problem"), device.problem],
    [t("repairs.device.due"), due_on && day(due_on)],
    [t("repairs.device.opened"), moment(created_at)],
    [t("repairs.device.reminder"), remind_at && moment(remind_at)],
    [t("repairs.device.reference"), reference],
  ] as const;
  return (
    <Sheet title={t("repairs.device.title")}>
      <dl className={styles.facts}>
        <div>
          <dt>{t("repairs.device.owner")}</dt>
          <dd>
            {contact_id ? (
              <Link to="/o/$slug/contacts/$id" params={{ slug: place.slug, id: contact_id }}>
                <bdi>{owner?.name ?? t("contacts.noName")}</bdi>
              </Link>
            ) : (
              t("repairs.erased")
            )}
            {walk_in && ` · ${t("repairs.walkIn")}`}
          </dd>
        </div>
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} data-long={value.length > LONG || undefined}>
                <dt>{name}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ),
        )}
      </dl>
      <div className={styles.row}>
        {may(place, "messages:send") && (
          <Button variant="default" onClick={() => setEdits(true)}>
            {t("repairs.device.edit")}
          </Button>
        )}
        {owner?.phone && <TheirPhone number={owner.phone} />}
      </div>
      {edits && <Editing ticket={ticket} onClose={() => setEdits(false)} />}
    </Sheet>
  );
}

function Editing({ ticket: { id, device, due_on }, onClose }: { readonly ticket: Whole; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const initial = { kind: device.kind, brand: device.brand, model: device.model, serial: device.serial ?? "", problem: device.problem ?? "", due: due_on ?? "" };
  const [filled, setFilled] = useState(initial);
  const given = (text: string) => text.trim() || null;
  const save = useRepairs(() => changeTicket(id, { device: { ...filled, serial: given(filled.serial), problem: given(filled.problem) }, due_on: filled.due || null }), {
    quiet: true,
    said: () => t("repairs.device.saved"),
    after: onClose,
  });
  const fields = [
    ["kind", t("repairs.device.kind"), "text"],
    ["brand", t("repairs.form.brand"), "text"],
    ["model", t("repairs.form.model"), "text"],
    ["serial", t("repairs.device.serial"), "text"],
    ["due", t("repairs.device.due"), "date"],
  ] as const;
  return (
    <Dialog title={t("repairs.device.title")} unsaved={JSON.stringify(filled) !== JSON.stringify(initial)} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined);
        }}
      >
        {fields.map(([name, label, type]) => (
          <TextInput key={name} label={label} type={type} dir="auto" required={name === "kind"} withAsterisk={false} value={filled[name]} onChange={(event) => setFilled({ ...filled, [name]: event.currentTarget.value })} />
        ))}
        <Textarea label={t("repairs.device.problem")} rows={2} dir="auto" value={filled.problem} onChange={(event) => setFilled({ ...filled, problem: event.currentTarget.value })} />
        <Refusal error={save.error} />
        <div className={styles.row}>
          <Button type="submit" loading={save.isPending}>
            {t("repairs.device.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
