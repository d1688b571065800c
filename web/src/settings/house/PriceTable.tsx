import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useFormats } from "../../i18n/formats";
import styles from "../Settings.module.css";

/** What the API keeps as the source of a price that somebody entered here. */
const BY_US = "entered by the organisation";

const NAMES: Readonly<Record<string, string>> = { meta: "Meta", twilio: "Twilio" };

interface Props {
  readonly prices: readonly Schemas["PriceShown"][];
  readonly label: string;
  readonly onDrop?: (position: number) => void;
}

export function PriceTable({ prices, label, onDrop }: Props) {
  const { t } = useTranslation();
  const { country, money, day } = useFormats();
  const whatOf = ({ channel, provider, country: where, category }: Schemas["PriceShown"]) =>
    [t(`channel.${channel}`), provider && (NAMES[provider] ?? provider), where ? country(where) : t("prices.everywhere"), category && t(`prices.for.${category}`)].filter(Boolean).join(" · ");
  if (prices.length === 0) return <p className={styles.quiet}>{t("prices.none")}</p>;
  return (
    <div className={styles.table} data-stacks role="region" aria-label={t("prices.table", { name: label })} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("prices.what")}</th>
            <th scope="col">{t("prices.price")}</th>
            <th scope="col">{t("prices.since")}</th>
            <th scope="col">{t("prices.source")}</th>
            {onDrop && <th scope="col">{t("prices.remove")}</th>}
          </tr>
        </thead>
        <tbody>
          {prices.map((each, position) => (
            <tr key={`${each.channel} ${each.country} ${each.category} ${each.provider} ${each.valid_from} ${each.amount}`}>
              <th scope="row">{whatOf(each)}</th>
              <td data-label={t("prices.price")}>{money(each.amount, each.currency)}</td>
              <td data-label={t("prices.since")}>{day(each.valid_from)}</td>
              <td data-label={t("prices.source")}>{each.source === BY_US ? t("prices.byUs") : each.source}</td>
              {onDrop && (
                <td>
                  <Button variant="default" size="compact-sm" onClick={() => onDrop(position)}>
                    {t("prices.remove")}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
