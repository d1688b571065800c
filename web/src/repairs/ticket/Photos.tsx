import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { Ask } from "../../settings/Ask";
import { Refusal } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Icon } from "../../ui/Icon";
import { Sheet } from "../../ui/Page";
import { addPhoto, photoOf, removePhoto, type Whole } from "../queries";
import { useRepairs } from "../useRepairs";
import { smaller } from "./smaller";
import styles from "../Repairs.module.css";

/** Pictures of the device: taken with the phone at the bench or chosen, shown to the owner too. */
export function Photos({ ticket: { id, photos } }: { readonly ticket: Whole }) {
  const { t } = useTranslation();
  const writes = may(usePlace(), "messages:send");
  const chooser = useRef<HTMLInputElement>(null);
  const add = useRepairs(
    async (files: readonly File[]) => {
      for (const file of files) await addPhoto(id, await smaller(file));
    },
    { quiet: true },
  );
  return (
    <Sheet title={t("repairs.photos.title")}>
      {photos.length === 0 && <p className={styles.quiet}>{t("repairs.photos.none")}</p>}
      {photos.length > 0 && (
        <ul className={styles.photos}>
          {photos.map((photo) => (
            <OnePhoto key={photo.id} photo={photo} writes={writes} />
          ))}
        </ul>
      )}
      {writes && (
        <>
          <p className={styles.quiet}>{t("repairs.photos.why")}</p>
          <input
            ref={chooser}
            type="file"
            accept="image/*"
            multiple
            hidden
            aria-label={t("repairs.photos.add")}
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              event.currentTarget.value = "";
              if (files.length > 0) add.mutate(files);
            }}
          />
          <Refusal error={add.error} />
          <div className={styles.row}>
            <Button variant="default" loading={add.isPending} onClick={() => chooser.current?.click()}>
              {t(add.isPending ? "repairs.photos.adding" : "repairs.photos.add")}
            </Button>
          </div>
        </>
      )}
    </Sheet>
  );
}

function OnePhoto({ photo, writes }: { readonly photo: Whole["photos"][number]; readonly writes: boolean }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const [asks, setAsks] = useState(false);
  const source = useQuery(photoOf(place.id, photo.id)).data;
  const remove = useRepairs(() => removePhoto(photo.id), { said: () => t("repairs.photos.removed"), after: () => setAsks(false) });
  const when = moment(photo.added_at);
  return (
    <li>
      {source ? <img src={source} alt={t("repairs.photos.of", { when })} /> : <Skeleton height={120} radius="md" />}
      {writes && (
        <Button size="compact-sm" variant="default" aria-label={t("repairs.photos.removeOf", { when })} onClick={() => setAsks(true)}>
          <Icon name="close" size={16} />
        </Button>
      )}
      {asks && (
        <Ask
          title={t("repairs.photos.removeOf", { when })}
          text={t("repairs.photos.removeWhy")}
          go={t("repairs.photos.remove")}
          busy={remove.isPending}
          onGo={() => remove.mutate(undefined)}
          onClose={() => setAsks(false)}
        />
      )}
    </li>
  );
}
