import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { faultOf, Refusal } from "../parts";
import { useDoing } from "../useDoing";
import { numberIn } from "./numbers";
import { addSender, portfoliosOf, providersOf, type Connection } from "./queries";
import styles from "../Settings.module.css";

interface Props {
  readonly connections: readonly Connection[];
  readonly onDone: () => void;
}

/** One more number of a connection. Its channels are those of the provider. */
export function NewSender({ connections, onDone }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const providers = useQuery(providersOf(place.id)).data ?? [];
  const portfolios = useQuery(portfoliosOf(place.id)).data ?? [];
  const [given, setGiven] = useState({ connection: connections[0]?.id ?? "", channel: "", address: "", label: "", portfolio: "", hour: "" });
  const connection = connections.find(({ id }) => id === given.connection);
  const channels = providers.find(({ provider }) => provider === connection?.provider)?.channels ?? [];
  const channel = channels.find((each) => each === given.channel) ?? channels[0];
  const shared = portfolios.filter(({ provider }) => provider === connection?.provider);
  const portfolio = shared.find(({ id }) => id === given.portfolio) ?? shared[0];
  const { mutate, error, isPending } = useDoing(addSender, { quiet: true, said: ({ label }) => ({ text: t("senders.added", { name: label }) }), after: onDone });
  const change = (field: keyof typeof given) => (event: { currentTarget: { value: string } }) => setGiven({ ...given, [field]: event.currentTarget.value });
  const fields = ["address", "label", "per_hour"];
  return (
    <Sheet title={t("senders.add")}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!channel) return;
          const { address, label, hour } = given;
          const portfolio_id = channel === "whatsapp" ? (portfolio?.id ?? null) : null;
          mutate({ connection_id: given.connection, channel, address, label, portfolio_id, per_hour: numberIn(hour) });
        }}
      >
        <Refusal error={error} fields={fields} />
        <div className={styles.fields}>
          <NativeSelect label={t("senders.connection")} value={given.connection} onChange={change("connection")} data={connections.map(({ id, name }) => ({ value: id, label: name }))} />
          <NativeSelect label={t("senders.channel")} value={channel ?? ""} onChange={change("channel")} data={channels.map((each) => ({ value: each, label: t(`channel.${each}`) }))} />
        </div>
        <TextInput
          label={t("senders.address")}
          description={t("senders.addressHint")}
          required
          withAsterisk={false}
          value={given.address}
          onChange={change("address")}
          error={faultOf(error, "address")}
        />
        <TextInput label={t("senders.label")} description={t("senders.labelHint")} required withAsterisk={false} value={given.label} onChange={change("label")} error={faultOf(error, "label")} />
        {channel === "whatsapp" && shared.length > 0 && (
          <NativeSelect label={t("senders.portfolio")} value={portfolio?.id ?? ""} onChange={change("portfolio")} data={shared.map(({ id, reference }) => ({ value: id, label: reference }))} />
        )}
        {channel === "whatsapp" && shared.length === 0 && <p className={styles.quiet}>{t("senders.needsPortfolio")}</p>}
        <TextInput type="number" min={1} label={t("senders.hour")} placeholder={t("senders.unlimited")} value={given.hour} onChange={change("hour")} error={faultOf(error, "per_hour")} />
        <div className={styles.row}>
          <Button type="submit" loading={isPending}>
            {t("senders.add")}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t("settings.cancel")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
