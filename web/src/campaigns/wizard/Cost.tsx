import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { costOf } from "./cost";
import { roughly } from "./funnel";
import { useReach } from "./useReach";
import styles from "./Wizard.module.css";

interface Props {
  readonly id: string;
  /** Of the draft: another audience costs something else. */
  readonly version: number;
  readonly segments: number;
}

const MOST_NAMED = 3;

/** What sending it to everybody who would get it costs by today's prices; where none is known, that is said. */
export function Cost({ id, version, segments }: Props) {
  const { t, i18n } = useTranslation();
  const { count, money, country } = useFormats();
  const place = usePlace();
  const { data } = useReach(id, version, false);
  if (!data || data.places.length === 0) return null;
  const { amount, priced, unpriced, without } = costOf(data.places, segments);
  const named = without.slice(0, MOST_NAMED).map((code) => (code === null ? t("wizard.noCountry") : country(code)));
  const others = without.length - named.length;
  const places = new Intl.ListFormat(i18n.language).format(others > 0 ? [...named, t("wizard.otherCountries", { count: others })] : named);
  const people = (many: number) => {
    const told = data.whole ? many : roughly(many);
    const words = t("campaign.people", { count: told, replace: { count: count(told) } });
    return data.whole ? words : t("reach.about", { people: words });
  };
  return (
    <p className={styles.cost}>
      {priced > 0 && (
        <>
          <strong>{t("wizard.costs", { amount: money(String(amount), data.places[0]?.currency ?? place.currency) })}</strong> {t("wizard.costsFor", { people: people(priced) })}{" "}
        </>
      )}
      {unpriced > 0 && t("wizard.priceUnknown", { people: people(unpriced), places })}
    </p>
  );
}
