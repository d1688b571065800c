import { useTranslation } from "react-i18next";
import { Ask } from "../settings/Ask";
import { useWall } from "./clock";
import { closeSlot, openSlot, type Slot } from "./queries";
import { useDeed } from "./useDeed";

interface Props {
  readonly slot: Pick<Slot, "id" | "starts_at" | "service">;
  readonly onClose: () => void;
}

/** Offers a slot no more that somebody is just being asked about: what left can't be called back, so it is asked about first. */
export default function CloseSlot({ slot, onClose }: Props) {
  const { t } = useTranslation();
  const { moment } = useWall();
  const { mutate, isPending } = useDeed(closeSlot, { said: () => t("waitlist.closed"), undo: ({ id }) => () => openSlot(id), after: onClose });
  return (
    <Ask
      title={t("waitlist.closeTitle")}
      text={t("waitlist.closeWhat", { service: slot.service, when: moment(slot.starts_at) })}
      go={t("waitlist.close")}
      busy={isPending}
      onGo={() => mutate(slot.id)}
      onClose={onClose}
    />
  );
}
