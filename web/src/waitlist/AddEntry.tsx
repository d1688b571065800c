import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../settings/parts";
import { Dialog } from "../ui/Dialog";
import { PersonPicker } from "./PersonPicker";
import { joinList, leaveList } from "./queries";
import { Seek } from "./Seek";
import { useDeed } from "./useDeed";
import { useServices } from "./useMany";
import { ANYTHING, sentOf } from "./wishes";
import { WishFields } from "./WishFields";
import styles from "./Waitlist.module.css";

interface Props {
  /** Somebody who is known already; without, they are looked for first. */
  readonly contact?: string;
  readonly onClose: () => void;
}

/** Puts somebody on the list who telephones or stands at the counter. They are told so, as the sign-up page does. */
export default function AddEntry({ contact: known, onClose }: Props) {
  const { t } = useTranslation();
  const services = useServices();
  const [contact, setContact] = useState(known ?? "");
  const [chosen, setChosen] = useState("");
  const [draft, setDraft] = useState(ANYTHING);
  const service = (services.rows.find(({ id }) => id === chosen) ?? services.rows[0])?.id ?? "";
  const { mutate, error, isPending } = useDeed(joinList, {
    said: ({ contact_name: name }) => t("waitlist.added", { name: name ?? t("contacts.noName") }),
    undo: ({ id, created_at, changed_at }) => (created_at === changed_at ? () => leaveList(id) : undefined), // who waited before keeps their place
    after: onClose,
    quiet: true,
  });
  return (
    <Dialog title={t("waitlist.add")} wide unsaved={contact !== (known ?? "") || draft !== ANYTHING} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate({ contact_id: contact, service_id: service, ...sentOf(draft) });
        }}
      >
        {known === undefined && <PersonPicker chosen={contact} onChoose={setContact} />}
        <Seek of={services} label={t("waitlist.seekService")} />
        <NativeSelect label={t("waitlist.service")} value={service} onChange={(event) => setChosen(event.currentTarget.value)} data={services.rows.map(({ id, name }) => ({ value: id, label: name }))} />
        <p className={styles.quiet}>{t("waitlist.wishesWhat")}</p>
        <WishFields draft={draft} error={error} change={(changes) => setDraft({ ...draft, ...changes })} />
        <Refusal error={error} fields={["latest", "until_day", "party", "priority"]} />
        <div className={styles.row}>
          <Button type="submit" disabled={contact === "" || service === ""} loading={isPending}>
            {t("waitlist.addNow")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
