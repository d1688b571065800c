import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../../api/problem";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { Ask } from "../../settings/Ask";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { tell } from "../../ui/toasts";
import { devicesOf, forgetDevice, type Device } from "./queries";
import styles from "./Person.module.css";

/** The devices on which they use the organisation's app; most people have none, and then nothing is said of it. */
export function Devices({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Device>();
  const query = devicesOf(place.id, id);
  const devices = useQuery(query).data?.items ?? [];
  const forgetting = useMutation({
    mutationFn: (device: Device) => forgetDevice(id, device.id),
    onSuccess: () => {
      setAsked(undefined);
      tell(t("person.deviceForgotten"));
      void queries.invalidateQueries({ queryKey: query.queryKey });
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  if (devices.length === 0) return null;
  const next = devices.find(({ former }) => !former);
  return (
    <Sheet title={t("person.devices")}>
      <ul className={styles.list}>
        {devices.map((device) => (
          <li key={device.id} className={styles.device}>
            <div className={styles.address}>
              <strong dir="ltr">{device.masked}</strong>
              <span className={styles.quiet}>{t("person.deviceSince", { when: moment(device.registered_at) })}</span>
              <span className={styles.quiet}>{t(device.former ? "person.deviceGone" : device === next ? "person.deviceNext" : "person.deviceOther")}</span>
            </div>
            {may(place, "contacts:write") && (
              <Button variant="default" size="compact-md" aria-label={t("person.forgetThis", { device: device.masked })} onClick={() => setAsked(device)}>
                {t("person.forget")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <Ask
          title={t("person.forgetThis", { device: asked.masked })}
          text={t("person.forgetWhat")}
          go={t("person.forget")}
          busy={forgetting.isPending}
          onGo={() => forgetting.mutate(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Sheet>
  );
}
