import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { Back } from "../../ui/Back";
import { Choices } from "../../ui/Choices";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { faultOf, Refusal } from "../parts";
import { SettingsPage } from "../SettingsPage";
import { useDoing } from "../useDoing";
import { CredentialFields } from "./CredentialFields";
import { filled } from "./filled";
import { addConnection, providersOf, type Provider } from "./queries";
import styles from "../Settings.module.css";

/** A new account at a provider: which one, then what it wants to know. */
export function NewConnection() {
  const { t } = useTranslation();
  const { id, slug } = usePlace();
  const providers = useQuery(providersOf(id));
  const [chosen, setChosen] = useState<string>();
  const back = (
    <Back to="/o/$slug/settings/connections" params={{ slug }}>
      {t("settings.sections.connections")}
    </Back>
  );
  return (
    <SettingsPage title={t("channels.add")} lead={t("channels.addLead")} above={back}>
      <Loaded from={providers}>
        {(rows) => {
          const provider = rows.find((each) => each.provider === chosen);
          return (
            <Sheet label={t("channels.add")}>
              <Choices
                legend={t("channels.which")}
                name="provider"
                beside
                value={chosen ?? null}
                choices={rows.map((each) => ({ value: each.provider, title: each.label, text: each.channels.map((channel) => t(`channel.${channel}`)).join(", ") }))}
                onChoose={setChosen}
              />
              {provider && <Form key={provider.provider} provider={provider} />}
            </Sheet>
          );
        }}
      </Loaded>
    </SettingsPage>
  );
}

function Form({ provider }: { readonly provider: Provider }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const navigate = useNavigate();
  const [name, setName] = useState(provider.label);
  const [values, setValues] = useState<Record<string, string>>({});
  const [host, setHost] = useState("");
  const given = { provider: provider.provider, name, credentials: filled(values), api_base: host.trim() || null };
  const { mutate, error, isPending } = useDoing(() => addConnection(given), {
    quiet: true,
    said: (made) => ({ text: t("channels.added", { name: made.name }) }),
    after: ({ id }) => void navigate({ to: "/o/$slug/settings/connections/$id", params: { slug, id } }),
  });
  const fields = ["name", "api_base", ...provider.credentials.map((each) => `credentials.${each.name}`)];
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate(undefined);
      }}
    >
      <Refusal error={error} fields={fields} />
      <TextInput
        label={t("channels.name")}
        description={t("channels.nameHint")}
        required
        withAsterisk={false}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faultOf(error, "name")}
      />
      <CredentialFields wanted={provider.credentials} values={values} onChange={setValues} error={error} />
      <TextInput
        label={t("channels.optional", { label: t("channels.host") })}
        description={t("channels.hostHint")}
        placeholder={provider.default_api_base}
        value={host}
        onChange={(event) => setHost(event.currentTarget.value)}
        error={faultOf(error, "api_base")}
      />
      <p className={styles.quiet}>{t("channels.sealed")}</p>
      <div className={styles.row}>
        <Button type="submit" loading={isPending}>
          {t("channels.keep")}
        </Button>
      </div>
    </form>
  );
}
