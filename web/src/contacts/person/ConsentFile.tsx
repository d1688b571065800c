import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { useSource } from "../../suppressions/useSource";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { consentsOf, type Consents } from "./queries";
import { Statement } from "./Statement";
import styles from "./ConsentFile.module.css";

/** What holds now, what closes their addresses, and all that they ever said, with its proof. */
export function ConsentFile({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data, error, refetch } = useQuery(consentsOf(place.id, id));
  if (error && !data) return <Wrong error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={260} radius="lg" />;
  return (
    <>
      <Sheet title={t("person.holds")}>
        <States states={data.states} />
      </Sheet>
      {data.suppressions.length > 0 && (
        <Sheet title={t("person.closed")}>
          <Closings closings={data.suppressions} />
          <p>
            <Link to="/o/$slug/suppressions" params={{ slug: place.slug }}>
              {t("person.toSuppressions")}
            </Link>
          </p>
        </Sheet>
      )}
      <Sheet title={t("person.said")}>
        {data.history.length === 0 && <p className={styles.quiet}>{t("person.saidNothing")}</p>}
        <ol className={styles.list}>
          {data.history.map((said) => (
            <Statement key={`${said.id} ${said.channel} ${said.purpose} ${said.programme}`} said={said} />
          ))}
        </ol>
      </Sheet>
    </>
  );
}

function States({ states }: { readonly states: Consents["states"] }) {
  const { t } = useTranslation();
  const sourceOf = useSource();
  const { moment } = useFormats();
  return (
    <ul className={styles.states}>
      {states.map((state) => (
        <li key={`${state.channel} ${state.purpose} ${state.programme}`} data-status={state.status ?? "none"}>
          <span>
            {t(`channel.${state.channel}`)} · {t(`person.purpose.${state.purpose}`)}
            {state.programme && <span dir="auto"> · {state.programme}</span>}
          </span>
          <strong className={styles.status}>{t(`person.consent.${state.status ?? "none"}`)}</strong>
          <span className={styles.quiet}>
            {state.at ? t("person.sinceBy", { when: moment(state.at), source: sourceOf(state.source) }) : t("person.byDefault")}
            {state.derives_from === "general" && ` ${t("person.fromGeneral")}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Closings({ closings }: { readonly closings: Consents["suppressions"] }) {
  const { t } = useTranslation();
  const sourceOf = useSource();
  const { moment } = useFormats();
  return (
    <ul className={styles.states}>
      {closings.map((closing) => (
        <li key={closing.id} data-status={closing.lifted_at ? "none" : "withdrawn"}>
          <span>
            {t(`channel.${closing.channel}`)} · {t(`suppressions.scopes.${closing.scope}`)}
          </span>
          <strong className={styles.status}>{t(`suppressions.reasons.${closing.reason}`)}</strong>
          <span className={styles.quiet}>
            {t("person.sinceBy", { when: moment(closing.at), source: sourceOf(closing.source) })}
            {closing.lifted_at && ` ${t("suppressions.lifted", { when: moment(closing.lifted_at), reason: closing.lift_reason ?? "" })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
