import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { Refusal } from "../parts";
import { SettingsPage } from "../SettingsPage";
import { useDoing } from "../useDoing";
import { PriceTable } from "./PriceTable";
import { pricesOf, setPrices, type OwnPrice, type OwnPrices, type Prices } from "./queries";
import styles from "../Settings.module.css";

/** What messages cost: one's own prices come first, then the lists of the release. What is in neither is unknown. */
export function PricesPage() {
  const { t } = useTranslation();
  const prices = useQuery(pricesOf(usePlace().id));
  return (
    <SettingsPage title={t("settings.sections.prices")} lead={t("prices.lead")}>
      <Loaded from={prices} height={320}>
        {(found) => (
          <>
            <Own prices={found} />
            <Sheet title={t("prices.listed")}>
              <p className={styles.quiet}>{t("prices.listedWhy")}</p>
              <PriceTable prices={found.listed} label={t("prices.listed")} />
            </Sheet>
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

/** All own prices as they are sent back: the API takes them whole. */
function kept({ own, rates }: Prices): OwnPrices {
  return {
    prices: own.map(({ channel, amount, currency, provider, country, category, valid_from, valid_to }) => ({ channel, amount, currency, provider, country, category, valid_from, valid_to })),
    rates: [...rates],
  };
}

function Own({ prices }: { readonly prices: Prices }) {
  const { t } = useTranslation();
  const place = usePlace();
  const [adds, setAdds] = useState(false);
  const now = kept(prices);
  const { mutate, error } = useDoing(setPrices, { said: () => ({ text: t("prices.saved"), before: now }), after: () => setAdds(false) });
  const writes = may(place, "channels:write");
  return (
    <Sheet title={t("prices.own")}>
      <p className={styles.quiet}>{t("prices.ownWhy", { currency: prices.currency })}</p>
      <Refusal error={error} />
      <PriceTable
        prices={prices.own}
        label={t("prices.own")}
        {...(writes ? { onDrop: (position: number) => mutate({ ...now, prices: now.prices.filter((_each, other) => other !== position) }) } : {})}
      />
      {adds && <NewPrice currency={prices.currency} onAdd={(price) => mutate({ ...now, prices: [...now.prices, price] })} onClose={() => setAdds(false)} />}
      {writes && !adds && (
        <div className={styles.row}>
          <Button variant="default" onClick={() => setAdds(true)}>
            {t("prices.add")}
          </Button>
        </div>
      )}
    </Sheet>
  );
}

function NewPrice({ currency, onAdd, onClose }: { readonly currency: string; readonly onAdd: (price: OwnPrice) => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { country } = useFormats();
  const [channel, setChannel] = useState<"sms" | "whatsapp">("sms");
  const [amount, setAmount] = useState("");
  const [where, setWhere] = useState("");
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ channel, amount: amount.replace(",", "."), country: where || null });
      }}
    >
      <div className={styles.fields}>
        <NativeSelect
          label={t("prices.channel")}
          value={channel}
          onChange={(event) => setChannel(event.currentTarget.value === "whatsapp" ? "whatsapp" : "sms")}
          data={[
            { value: "sms", label: t("channel.sms") },
            { value: "whatsapp", label: t("channel.whatsapp") },
          ]}
        />
        <TextInput
          label={t("prices.amount", { currency })}
          description={t(channel === "sms" ? "prices.perSegment" : "prices.perMessage")}
          inputMode="decimal"
          required
          withAsterisk={false}
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <TextInput
          label={t("prices.country")}
          description={where.length === 2 ? country(where) : t("prices.countryHint")}
          maxLength={2}
          value={where}
          onChange={(event) => setWhere(event.currentTarget.value.toUpperCase())}
        />
      </div>
      <div className={styles.row}>
        <Button type="submit">{t("prices.add")}</Button>
        <Button variant="subtle" onClick={onClose}>
          {t("settings.cancel")}
        </Button>
      </div>
    </form>
  );
}
