import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { Refusal } from "../parts";
import { useDoing } from "../useDoing";
import { CredentialFields } from "./CredentialFields";
import { filled } from "./filled";
import { changeConnection, providersOf, type Connection, type Provider } from "./queries";
import styles from "../Settings.module.css";

/** The secrets by their last characters, and how they are replaced. */
export function Credentials({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const place = usePlace();
  const providers = useQuery(providersOf(place.id));
  const [changes, setChanges] = useState(false);
  return (
    <Sheet title={t("channels.credentials")}>
      <Loaded from={providers}>
        {(rows) => {
          const provider = rows.find((each) => each.provider === connection.provider);
          if (!provider) return null;
          if (changes) return <Rotation connection={connection} provider={provider} onDone={() => setChanges(false)} />;
          return <Hints connection={connection} provider={provider} />;
        }}
      </Loaded>
      {connection.from_environment && <p className={styles.quiet}>{t("channels.fromEnvironment")}</p>}
      {!connection.from_environment && !changes && may(place, "channels:write") && (
        <div className={styles.row}>
          <Button variant="default" onClick={() => setChanges(true)}>
            {t("channels.replace")}
          </Button>
        </div>
      )}
    </Sheet>
  );
}

function Hints({ connection, provider }: { readonly connection: Connection; readonly provider: Provider }) {
  const { t } = useTranslation();
  const kept = Object.fromEntries(connection.credentials.map(({ name, hint }) => [name, hint]));
  return (
    <dl className={styles.facts}>
      {provider.credentials.map(({ name, label, without }) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>{kept[name] ?? (without ? t("channels.without", { what: without }) : t("channels.unset"))}</dd>
        </div>
      ))}
      <div>
        <dt>{t("channels.host")}</dt>
        <dd>{connection.api_base}</dd>
      </div>
    </dl>
  );
}

function Rotation({ connection, provider, onDone }: { readonly connection: Connection; readonly provider: Provider; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Record<string, string>>({});
  const given = filled(values);
  const { mutate, error, isPending } = useDoing(() => changeConnection(connection.id, { credentials: given }), {
    quiet: true,
    said: () => ({ text: t("channels.replaced") }),
    after: onDone,
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate(undefined);
      }}
    >
      <p className={styles.quiet}>{t("channels.replaceWhy")}</p>
      <Refusal error={error} fields={provider.credentials.map((each) => `credentials.${each.name}`)} />
      <CredentialFields
        wanted={provider.credentials}
        values={values}
        onChange={setValues}
        error={error}
        kept={Object.fromEntries(connection.credentials.map(({ name, hint }) => [name, hint]))}
      />
      <div className={styles.row}>
        <Button type="submit" loading={isPending} disabled={Object.keys(given).length === 0}>
          {t("channels.replace")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("settings.cancel")}
        </Button>
      </div>
    </form>
  );
}
