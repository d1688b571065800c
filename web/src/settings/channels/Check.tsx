import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Note } from "../parts";
import { useDoing } from "../useDoing";
import { checkConnection, type Checked, type Connection } from "./queries";
import { Standing } from "./Standing";
import styles from "../Settings.module.css";

/** Whether the provider knows the account: what the last test found, and another one at a click. */
export function Check({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const place = usePlace();
  const [found, setFound] = useState<Checked>();
  const { mutate, isPending } = useDoing(() => checkConnection(connection.id), { after: setFound });
  const { checked_at, check_ok, check_detail, status, status_reason } = connection;
  return (
    <Sheet title={t("channels.state")}>
      <div className={styles.row}>
        <Standing status={status} />
        {status_reason && <span className={styles.quiet}>{status_reason}</span>}
      </div>
      <div role="status">
        {checked_at ? (
          <Note tone={check_ok ? "good" : "bad"}>
            <strong>{t(check_ok ? "channels.checkedOk" : "channels.checkedBad", { when: ago(checked_at) })}</strong>
            <p>{check_detail}</p>
            {found && <Findings found={found} />}
          </Note>
        ) : (
          <p className={styles.quiet}>{t("channels.neverCheckedWhy")}</p>
        )}
      </div>
      {may(place, "channels:write") && (
        <div className={styles.row}>
          <Button variant="default" loading={isPending} onClick={() => mutate(undefined)}>
            {t("channels.check")}
          </Button>
        </div>
      )}
    </Sheet>
  );
}

function Findings({ found }: { readonly found: Checked }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  return (
    <>
      {found.sandboxed && <p>{t("channels.trial")}</p>}
      {found.limit_told && <p>{found.limit === null ? t("channels.tierNone") : t("channels.tierTold", { count: found.limit, replace: { count: count(found.limit) } })}</p>}
    </>
  );
}
