import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import { useWall } from "./clock";
import { cancelBooking, matchesOf, type Booking, type Slot } from "./queries";
import { useDeed } from "./useDeed";
import styles from "./Waitlist.module.css";

interface Props {
  readonly slot: Pick<Slot, "id" | "starts_at" | "service">;
  readonly booking: Booking;
  readonly onClose: () => void;
}

/** Frees a booked slot. Its person is told, which nothing takes back; so it is asked about first, with who is asked next. */
export default function CancelBooking({ slot, booking, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { moment } = useWall();
  const place = usePlace();
  const name = booking.contact_name ?? t("contacts.noName");
  const matches = useQuery(matchesOf(place.id, slot.id, i18n.language));
  const next = matches.data?.find(({ rank }) => rank === 1);
  const { mutate, isPending } = useDeed(cancelBooking, { said: () => t("waitlist.freed", { name }), after: onClose });
  return (
    <Dialog title={t("waitlist.freeTitle")} onClose={onClose}>
      <p>{t("waitlist.freeWhat", { name, service: slot.service, when: moment(slot.starts_at) })}</p>
      <p>{next ? t("waitlist.freeNext", { name: next.contact_name ?? t("contacts.noName") }) : matches.data ? t("waitlist.freeNobody") : t("waitlist.looking")}</p>
      <div className={styles.row}>
        <Button color="red.8" loading={isPending} onClick={() => mutate(booking.id)}>
          {t("waitlist.freeNow")}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t("waitlist.leaveIt")}
        </Button>
      </div>
    </Dialog>
  );
}
