import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import type { Reach } from "../queries";
import { funnelOf, reachedBy, roughly } from "./funnel";
import { RungShown } from "./Rung";
import styles from "./Reach.module.css";
import type { Reached } from "./useReach";

/** How many are meant, how many of them can be written to, and at which step the others are lost. */
export function ReachPanel({ reached: { data, error, counting, again } }: { readonly reached: Reached }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t("reach.title")}>
      {error && !data && <Wrong error={error} retry={again} />}
      <div role="status" aria-busy={counting} className={styles.result}>
        {data && <Figure reach={data} />}
      </div>
      {data && !data.whole && <Sureness reach={data} counting={counting} />}
      {data && data.audience === 0 && <p className={styles.quiet}>{t("reach.nobody")}</p>}
      {data && data.audience > 0 && (
        <ol className={styles.rungs}>
          {funnelOf(data).map((rung) => (
            <RungShown key={rung.step} rung={rung} of={data.audience} />
          ))}
        </ol>
      )}
      {data?.warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
      {error && data && (
        <Button variant="default" onClick={again}>
          {t("wrong.again")}
        </Button>
      )}
    </Sheet>
  );
}

export function Figure({ reach }: { readonly reach: Reach }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  return (
    <p className={styles.figure}>
      <strong>{reach.whole ? count(reachedBy(reach)) : t("reach.about", { people: count(roughly(reachedBy(reach))) })}</strong> {t("reach.reachable", { count: reach.audience, replace: { count: count(reach.audience) } })}
    </p>
  );
}

/** Of an estimate how sure it is, and whether it is still being counted exactly. */
function Sureness({ reach, counting }: { readonly reach: Reach; readonly counting: boolean }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const already = reachedBy(reach) - reach.reachable;
  const bounds = { low: count(reach.at_least + already), high: count(reach.at_most + already), judged: count(reach.looked_at) };
  return <p className={styles.quiet}>{t(counting ? "reach.counting" : "reach.estimate", bounds)}</p>;
}
