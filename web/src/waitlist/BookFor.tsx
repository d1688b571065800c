import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, Refusal } from "../settings/parts";
import { Dialog } from "../ui/Dialog";
import { useWall } from "./clock";
import { PersonPicker } from "./PersonPicker";
import { bookFor, cancelBooking, type Slot } from "./queries";
import { useDeed } from "./useDeed";
import styles from "./Waitlist.module.css";

interface Props {
  readonly slot: Pick<Slot, "id" | "starts_at" | "service" | "places">;
  readonly onClose: () => void;
}

/** Books a slot for somebody who telephones or stands at the counter. They are told, and whoever is being asked about it is told no more. */
export default function BookFor({ slot, onClose }: Props) {
  const { t } = useTranslation();
  const { moment } = useWall();
  const [contact, setContact] = useState("");
  const [party, setParty] = useState("1");
  const { mutate, error, isPending } = useDeed(bookFor, {
    said: ({ contact_name: name }) => t("waitlist.booked", { name: name ?? t("contacts.noName") }),
    undo: ({ id }) => () => cancelBooking(id),
    after: onClose,
    quiet: true,
  });
  return (
    <Dialog title={t("waitlist.bookTitle", { service: slot.service, when: moment(slot.starts_at) })} unsaved={contact !== ""} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate({ slot_id: slot.id, contact_id: contact, party: Number(party) });
        }}
      >
        <PersonPicker chosen={contact} onChoose={setContact} />
        {slot.places > 1 && (
          <TextInput label={t("waitlist.party")} type="number" min={1} max={slot.places} value={party} onChange={(event) => setParty(event.currentTarget.value)} error={faultOf(error, "party")} />
        )}
        <p className={styles.quiet}>{t("waitlist.bookWhat")}</p>
        <Refusal error={error} fields={["party"]} />
        <div className={styles.row}>
          <Button type="submit" disabled={contact === ""} loading={isPending}>
            {t("waitlist.bookNow")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
