import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Ask } from "../Ask";
import { useDoing } from "../useDoing";
import { removeConnection, type Connection } from "./queries";
import styles from "../Settings.module.css";

/** The end of a connection, which can't be taken back: its secrets are kept nowhere else. */
export function Removal({ connection: { id, name } }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const remove = async () => {
    await removeConnection(id);
    await navigate({ to: "/o/$slug/settings/connections", params: { slug } }); // before anything asks for it again
  };
  const { mutate, isPending } = useDoing(remove, { said: () => ({ text: t("channels.removed", { name }) }) });
  return (
    <Sheet title={t("channels.remove")}>
      <p className={styles.quiet}>{t("channels.removeWhat")}</p>
      <div className={styles.row}>
        <Button variant="default" onClick={() => setAsks(true)}>
          {t("channels.remove")}
        </Button>
      </div>
      {asks && (
        <Ask
          title={t("channels.removeOf", { name })}
          text={t("channels.removeWhat")}
          go={t("channels.remove")}
          busy={isPending}
          onGo={() => mutate(undefined)}
          onClose={() => setAsks(false)}
        />
      )}
    </Sheet>
  );
}
