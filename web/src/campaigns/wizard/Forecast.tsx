import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { dryRunOf, type DryRun } from "../queries";
import { Calendar } from "./Calendar";
import styles from "./Forecast.module.css";

interface Props {
  readonly id: string;
  readonly version: string;
  readonly waits: boolean;
}

/** What would happen on which day, if it were launched as it stands: the dry run, told as days, an end and a price. */
export function Forecast({ id, version, waits }: Props) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { data, error, refetch, isFetching } = useQuery({ ...dryRunOf(place.id, id, version, i18n.language), enabled: !waits });
  return (
    <Sheet title={t("forecast.title")}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} />}
      {data && (
        <div className={styles.forecast} aria-busy={isFetching || waits}>
          <Outcome run={data} />
          {data.days.length > 0 && <Bars days={data.days} />}
          <Calendar days={data.days} closed={data.closed} />
        </div>
      )}
    </Sheet>
  );
}

/** Who gets it, when it ends, what it costs. */
export function Outcome({ run }: { readonly run: DryRun }) {
  const { t } = useTranslation();
  const { count, money, moment } = useFormats();
  const ends = ({ finishes_at, people }: DryRun) => (finishes_at ? moment(finishes_at) : t(people > 0 ? "forecast.never" : "forecast.nobody"));
  const unpriced = Object.values(run.unknown_prices).reduce((sum, people) => sum + people, 0);
  const figures = [
    [t("forecast.willGetIt"), t("forecast.of", { some: count(run.will_get_it), all: count(run.people) })],
    [t("forecast.days"), count(run.days.length)],
    [t("forecast.finishes"), ends(run)],
    [t("forecast.cost"), unpriced > 0 && unpriced >= run.will_get_it ? t("campaign.notKnown") : money(run.cost, run.currency)],
    [t("forecast.segments"), count(run.segments)],
  ] as const;
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {unpriced > 0 && <p className={styles.quiet}>{t("forecast.unpriced", { count: unpriced, replace: { count: count(unpriced) } })}</p>}
    </>
  );
}

function Bars({ days }: { readonly days: DryRun["days"] }) {
  const { t } = useTranslation();
  const { count, shortDay, day: whole } = useFormats();
  const most = Math.max(1, ...days.map(({ people }) => people));
  const [from, to] = [days[0]?.day ?? "", days.at(-1)?.day ?? ""];
  const label = t("campaign.chart", { days: days.length, from: whole(from), to: whole(to), most: count(most) });
  return (
    <div>
      <div className={styles.bars} role="img" aria-label={label}>
        {days.map(({ day, people }) => (
          <div key={day} className={styles.bar} title={`${shortDay(day)}: ${count(people)}`} style={{ height: `${(100 * people) / most}%` }} />
        ))}
      </div>
      <div className={styles.ends} aria-hidden="true">
        <span>{shortDay(from)}</span>
        {from !== to && <span>{shortDay(to)}</span>}
      </div>
    </div>
  );
}
