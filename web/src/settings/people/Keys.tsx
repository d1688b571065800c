import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Empty } from "../../ui/Empty";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { CopyLine } from "../parts";
import { SettingsPage } from "../SettingsPage";
import { KeyRow } from "./KeyRow";
import { NewKey } from "./NewKey";
import { keysOf, type Key } from "./queries";
import styles from "../Settings.module.css";

/** Keys by which programs speak for the organisation. */
export function Keys() {
  const { t } = useTranslation();
  const place = usePlace();
  const keys = useQuery(keysOf(place.id));
  const [makes, setMakes] = useState(false);
  const [secret, setSecret] = useState<string>();
  return (
    <SettingsPage
      title={t("settings.sections.keys")}
      lead={t("keys.lead")}
      {...(may(place, "keys:write") && !makes ? { aside: <Button onClick={() => setMakes(true)}>{t("keys.make")}</Button> } : {})}
    >
      {makes && <NewKey onMade={setSecret} onDone={() => setMakes(false)} />}
      {secret !== undefined && (
        <Sheet title={t("keys.new")}>
          <p className={styles.quiet}>{t("keys.once")}</p>
          <CopyLine label={t("keys.secret")} text={secret} />
          <div className={styles.row}>
            <Button onClick={() => setSecret(undefined)}>{t("keys.kept")}</Button>
          </div>
        </Sheet>
      )}
      <Loaded from={keys}>{(rows) => <List keys={rows} />}</Loaded>
    </SettingsPage>
  );
}

function List({ keys }: { readonly keys: readonly Key[] }) {
  const { t } = useTranslation();
  const working = keys.filter(({ revoked_at }) => revoked_at === null);
  const revoked = keys.filter(({ revoked_at }) => revoked_at !== null);
  if (keys.length === 0) return <Empty title={t("keys.none")} why={t("keys.noneWhy")} />;
  return (
    <Sheet title={t("keys.working")}>
      <ul className={styles.list} data-lined>
        {working.map((each) => (
          <KeyRow key={each.id} apiKey={each} />
        ))}
      </ul>
      {revoked.length > 0 && (
        <details>
          <summary>{t("keys.revoked", { count: revoked.length })}</summary>
          <ul className={styles.list} data-lined>
            {revoked.map((each) => (
              <KeyRow key={each.id} apiKey={each} />
            ))}
          </ul>
        </details>
      )}
    </Sheet>
  );
}
