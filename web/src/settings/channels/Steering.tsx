import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Ask } from "../Ask";
import { useDoing } from "../useDoing";
import { openConnection, stopConnection, type Connection } from "./queries";

/** Stops a connection, with a reason for whoever finds it stopped, or opens it again; either can be taken back. */
export function Steering({ connection: { id, name, status } }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const place = usePlace();
  const [asks, setAsks] = useState(false);
  const open = useDoing(() => openConnection(id), { said: () => ({ text: t("channels.isOpen", { name }) }) });
  const stop = useDoing((reason: string) => stopConnection(id, reason), {
    said: () => ({ text: t("channels.isStopped", { name }), undo: () => open.mutate(undefined) }),
    after: () => setAsks(false),
  });
  if (!may(place, "channels:write")) return null;
  if (status === "stopped")
    return (
      <Button loading={open.isPending} onClick={() => open.mutate(undefined)}>
        {t("channels.reopen")}
      </Button>
    );
  return (
    <>
      <Button variant="default" onClick={() => setAsks(true)}>
        {t("channels.stop")}
      </Button>
      {asks && (
        <Ask
          title={t("channels.stopOf", { name })}
          text={t("channels.stopWhat")}
          wants={t("channels.why")}
          go={t("channels.stop")}
          busy={stop.isPending}
          onGo={(reason) => stop.mutate(reason)}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
