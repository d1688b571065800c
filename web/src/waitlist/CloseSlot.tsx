import { useTranslation } from "react-i18next";
import { Ask } from "../settings/Ask";
import { useWall } from "./clock";
import { closeSlot, type Slot } from "./queries";
import { useDeed } from "./useDeed";

interface Props {
  readonly slot: Pick<Slot, "id" | "starts_at" | "service">;
  readonly onClose: () => void;
}

/** Offers a slot no more. It does not open again, so it is asked about first. */
export default function CloseSlot({ slot, onClose }: Props) {
  const { t } = useTranslation();
  const { moment } = useWall();
  const { mutate, isPending } = useDeed(closeSlot, { said: () => t("waitlist.closed"), after: onClose });
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
