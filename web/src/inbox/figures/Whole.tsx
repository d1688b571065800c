import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { Sheet } from "../../ui/Page";
import type { Figures } from "../automatic/queries";
import { useMeasures } from "./useMeasures";
import styles from "./Figures.module.css";

const BEST = 5;

/** The measures of all together, each with what it is counted from. */
export function Whole({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const { told, span } = useMeasures();
  const { first_response: first, resolution, automatic, deflected, settling, surveys, rated } = figures;
  const inHours = (median: number | null) => median !== null && t("answering.figures.inHours", { time: span(median) });
  const cells = [
    ["conversations", t("answering.figures.conversationsWhat")],
    ["first_response", [t("answering.figures.answered", { count: first.count }), inHours(first.median_in_hours)].filter(Boolean).join(" · ")],
    ["resolution", [t("answering.figures.resolved", { count: resolution.count }), inHours(resolution.median_in_hours)].filter(Boolean).join(" · ")],
    ["deflected", [t("answering.figures.deflectedOf", { deflected: count(deflected), count: automatic }), settling > 0 && t("answering.figures.settling", { count: settling })].filter(Boolean).join(" · ")],
    ["score", t("answering.figures.ratedOf", { rated: count(rated), count: surveys })],
  ] as const;
  return (
    <>
      <dl className={styles.numbers}>
        {cells.map(([measure, what]) => (
          <div key={measure}>
            <dt>{t(`answering.figures.measures.${measure}`)}</dt>
            <dd>{told(measure, figures)}</dd>
            <dd className={styles.what}>{what}</dd>
          </div>
        ))}
      </dl>
      {rated > 0 && <Scores scores={figures.scores} />}
    </>
  );
}

/** How often each number was given, the best first. */
function Scores({ scores }: { readonly scores: readonly number[] }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const most = Math.max(1, ...scores);
  return (
    <Sheet title={t("answering.figures.scores")}>
      <ul className={styles.scores}>
        {scores.map((given, at) => ({ given, number: at + 1 })).toReversed().map(({ given, number }) => (
          <li key={number}>
            <span>{t("answering.figures.ofFive", { number, most: BEST })}</span>
            <span className={styles.track} aria-hidden="true">
              <span style={{ inlineSize: `${(100 * given) / most}%` }} />
            </span>
            <span>{count(given)}</span>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
