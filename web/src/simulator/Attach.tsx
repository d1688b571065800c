import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type ChangeEvent } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { Icon } from "../ui/Icon";
import { Menu, MenuItem } from "../ui/Menu";
import { tell } from "../ui/toasts";
import { kindOf, MOST_BYTES, packed } from "./files";
import { LocateDialog, type Spot } from "./LocateDialog";
import { attach, locate, phoneOf, type PhoneShown } from "./queries";
import styles from "./Simulator.module.css";

/** What somebody sends beside words: a file of this machine, or where they are. */
export function Attach({ number, to }: { readonly number: string; readonly to: string }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const [locating, setLocating] = useState(false);
  const onSuccess = (after: PhoneShown) => queries.setQueryData(phoneOf(place.id, number).queryKey, after);
  const onError = (error: unknown) => tell(wordsOf(error), { tone: "bad" });
  const file = useMutation({
    mutationFn: async (chosen: File) => attach(number, { sender_id: to, content: await packed(chosen), kind: kindOf(chosen.type), content_type: chosen.type || "application/octet-stream", name: chosen.name.slice(0, 200), caption: "" }),
    onSuccess,
    onError,
  });
  const spot = useMutation({
    mutationFn: (where: Spot) => locate(number, { sender_id: to, ...where }),
    onSuccess: (after) => {
      onSuccess(after);
      setLocating(false);
    },
    onError,
  });
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const chosen = currentTarget.files?.[0];
    currentTarget.value = ""; // the same file may be chosen again
    if (!chosen) return;
    if (chosen.size === 0 || chosen.size > MOST_BYTES) tell(t("simulator.fileSize"), { tone: "bad" });
    else file.mutate(chosen);
  };
  return (
    <>
      <input ref={picker} type="file" className={styles.picker} tabIndex={-1} aria-hidden="true" onChange={choose} />
      <Menu
        opener={(opener) => (
          <Button {...opener} variant="default" size="compact-md" px="xs" aria-label={t("simulator.attach")} loading={file.isPending}>
            <Icon name="plus" size={18} />
          </Button>
        )}
      >
        <MenuItem onChoose={() => picker.current?.click()}>{t("simulator.sendFile")}</MenuItem>
        <MenuItem onChoose={() => setLocating(true)}>{t("simulator.sendPlace")}</MenuItem>
      </Menu>
      {locating && <LocateDialog busy={spot.isPending} onGo={(where) => spot.mutate(where)} onClose={() => setLocating(false)} />}
    </>
  );
}
