import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { reachOf, type Reach } from "../queries";
import { funnelOf, type Rung } from "./funnel";
import styles from "./Reach.module.css";

interface Props {
  readonly id: string;
  readonly version: number;
  readonly changing: boolean;
}

/** How many are meant, how many of them can be written to, and at which step the others are lost. */
export function ReachPanel({ id, version, changing }: Props) {
  const { t, i18n } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const { data, error, isFetching, refetch } = useQuery({ ...reachOf(place.id, id, version, i18n.language), enabled: !changing });
  return (
    <Sheet title={t("reach.title")}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      <div role="status" aria-busy={isFetching || changing} className={styles.result}>
        {data && (
          <p className={styles.figure}>
            <strong>{count(data.reachable)}</strong> {t("reach.reachable", { count: data.audience, replace: { count: count(data.audience) } })}
          </p>
        )}
      </div>
      {data && data.audience === 0 && <p className={styles.quiet}>{t("reach.nobody")}</p>}
      {data && data.audience > 0 && <Rungs reach={data} />}
      {data && !data.whole && <p className={styles.quiet}>{t("reach.part", { count: data.looked_at, replace: { count: count(data.looked_at) } })}</p>}
      {data?.warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
      {error && data && (
        <Button variant="default" onClick={() => void refetch()}>
          {t("wrong.again")}
        </Button>
      )}
    </Sheet>
  );
}

function Rungs({ reach }: { readonly reach: Reach }) {
  return (
    <ol className={styles.rungs}>
      {funnelOf(reach).map((rung) => (
        <RungShown key={rung.step} rung={rung} of={reach.whole ? reach.audience : reach.looked_at} />
      ))}
    </ol>
  );
}

function RungShown({ rung, of }: { readonly rung: Rung; readonly of: number }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const { step, left, losses } = rung;
  return (
    <li className={styles.rung} data-later={rung.later || undefined}>
      <div className={styles.line}>
        <span>{t(`reach.steps.${step}`)}</span>
        <strong>{count(left)}</strong>
      </div>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.bar} style={{ width: `${of > 0 ? (100 * left) / of : 0}%` }} />
      </div>
      {losses.map(({ reason, people, sentence, fix, first }) => (
        <details key={reason ?? ""} className={styles.loss}>
          <summary>
            {rung.later ? "" : "−"}
            {count(people)} · {sentence}
          </summary>
          {fix && <p>{fix}</p>}
          {first.length > 0 && (
            <p>
              {t("reach.forInstance")} <bdi>{first.map(({ name }) => name ?? t("contacts.noName")).join(", ")}</bdi>
            </p>
          )}
        </details>
      ))}
    </li>
  );
}
