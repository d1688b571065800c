import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import type { Cascades } from "../queries";
import { spanIn } from "../spans";
import { waysOf, type Ordered, type Step } from "./steps";
import styles from "./Kinds.module.css";

interface Props {
  readonly kind: Ordered;
  readonly cascades: Cascades;
  /** A list of kinds names the channels only. */
  readonly brief?: boolean;
}

/** The order in which channels are tried, as steps that can be read aloud: this one first, then after so long that one. */
export function Cascade({ kind, cascades, brief = false }: Props) {
  const { t } = useTranslation();
  const ways = waysOf(kind, cascades);
  if (ways.length === 0) return <p className={styles.quiet}>{t("kinds.noSteps")}</p>;
  return (
    <div className={styles.ways}>
      {ways.map(({ when, steps }) => (
        <div key={when ?? ""} className={styles.way}>
          {ways.length > 1 && <p className={styles.quiet}>{when ? t("kinds.where", { channel: t(`channel.inside.${when}`) }) : t("kinds.otherwise")}</p>}
          <ol className={styles.steps} data-brief={brief || undefined}>
            {steps.map((step, index) => (
              <OneStep key={step.channel} step={step} last={index === steps.length - 1} brief={brief} />
            ))}
          </ol>
        </div>
      ))}
      {!brief && UNTOLD.filter((channel) => ways.some(({ steps }) => steps.some((step) => step.channel === channel && step.untold))).map((channel) => <Arrives key={channel} channel={channel} />)}
    </div>
  );
}

const UNTOLD = ["email", "push"] as const;

function Arrives({ channel }: { readonly channel: (typeof UNTOLD)[number] }) {
  const { t } = useTranslation();
  return <p className={styles.quiet}>{t(`kinds.arrives.${channel}`)}</p>;
}

function OneStep({ step: { channel, template, wait, untold, beside }, last, brief }: { readonly step: Step; readonly last: boolean; readonly brief: boolean }) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const span = wait === undefined ? undefined : spanIn(i18n.language, wait);
  return (
    <li>
      <span className={styles.step}>
        <strong>{t(`channel.${channel}`)}</strong>
        {beside.map((each) => (
          <span key={each.channel} className={styles.beside}>
            {t(each.engaged ? "kinds.withEngaged" : "kinds.with", { channel: t(`channel.${each.channel}`) })}
          </span>
        ))}
        {!brief &&
          (may(place, "templates:read") ? (
            <Link to="/o/$slug/templates/$name" params={{ slug: place.slug, name: template }}>
              {template}
            </Link>
          ) : (
            <span className={styles.quiet}>{template}</span>
          ))}
      </span>
      {!last && span && <span className={styles.wait}>{untold ? t("kinds.returned") : brief ? span : t("kinds.wait", { span })}</span>}
    </li>
  );
}
