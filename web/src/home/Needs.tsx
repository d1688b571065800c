import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isOwn } from "../approvals/queries";
import { useFormats } from "../i18n/formats";
import { useInside } from "../shell/usePlace";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Page";
import { shared } from "./mine";
import { Need } from "./Need";
import { countOf, type Needed } from "./queries";
import { usePuttingAside } from "./usePuttingAside";
import { RefiledTemplate } from "./RefiledTemplate";
import { wayFor } from "./ways";
import styles from "./Home.module.css";

const MILLIONTHS = 1_000_000;

/** What waits for a person, each with what to do about it. */
export function Needs({ needs: all }: { readonly needs: Needed }) {
  const { t } = useTranslation();
  const { place, person } = useInside();
  const { mine: needs, others } = shared(place, person.id, all);
  const { ago } = useFormats();
  return (
    <>
      {countOf(needs) > 0 ? (
        <Mine needs={needs} />
      ) : (
        <p className={styles.calm}>
          <Icon name="check" />
          {t("home.nothingNeeded")}
        </p>
      )}
      {others.length > 0 && (
        <Sheet title={t("home.others")}>
          <ul className={styles.list}>
            {others.map(({ code, sentence, since }) => (
              <Need key={`${code} ${sentence}`} icon="settings" what={sentence} how={t("home.othersMend")} when={since && ago(since)} />
            ))}
          </ul>
        </Sheet>
      )}
    </>
  );
}

function Mine({ needs }: { readonly needs: Needed }) {
  const { t } = useTranslation();
  const {
    place: { slug },
    person,
  } = useInside();
  const { ago, count } = useFormats();
  return (
    <Sheet title={t("home.needs", { count: countOf(needs) })}>
      <ul className={styles.list}>
        {needs.findings.map((finding) => {
          const way = wayFor(finding.code);
          return (
            <Need key={`${finding.code} ${finding.sentence}`} icon="settings" what={finding.sentence} how={finding.fix} when={finding.since && ago(finding.since)}>
              {way && (
                <Link to={way} params={{ slug }}>
                  {t("home.look")}
                </Link>
              )}
            </Need>
          );
        })}
        {needs.escalated && <Escalated escalated={needs.escalated} />}
        {needs.approvals.map(({ campaign_id: id, name, recipients, asked_at, created_by, asked_by, approved }) => (
          <Need
            key={id}
            icon="approvals"
            what={t(approved ? "home.approved" : "home.approval", { name, count: recipients, people: count(recipients) })}
            how={t(approved ? "home.approvedHow" : isOwn(person.id, { created_by }, { asked_by }) ? "home.approvalOwn" : "home.approvalOther")}
            when={ago(asked_at)}
          >
            <Link to={approved ? "/o/$slug/campaigns/$id" : "/o/$slug/approvals/$id"} params={{ slug, id }}>
              {t("home.look")}
            </Link>
          </Need>
        ))}
        {needs.imports.map((each) => (
          <ImportToSee key={each.id} found={each} />
        ))}
        {needs.refiled.map((each) => (
          <RefiledTemplate key={each.name} found={each} />
        ))}
        {needs.repairs_budget && <RepairsBudget budget={needs.repairs_budget} />}
        {needs.notice_budgets.map((budget) => (
          <KindBudget key={budget.key} budget={budget} />
        ))}
        {needs.unclear_messages > 0 && (
          <Need icon="suppressions" what={t("home.unclear", { count: needs.unclear_messages })} how={t("home.unclearWhy")} when={null}>
            <Link to="/o/$slug/decisions" params={{ slug }}>
              {t("home.look")}
            </Link>
          </Need>
        )}
      </ul>
    </Sheet>
  );
}

/** An import that failed or left rows out, until somebody has seen it or puts it aside. */
function ImportToSee({ found: { id, file_name: file, failed, failure, rejected, updated_at } }: { readonly found: Needed["imports"][number] }) {
  const { t } = useTranslation();
  const {
    place: { slug },
  } = useInside();
  const { ago, count } = useFormats();
  const putAside = usePuttingAside(file);
  return (
    <Need
      icon="imports"
      what={failed ? t("home.import", { file }) : t("home.importPart", { file, count: rejected, rows: count(rejected) })}
      how={failed ? (failure ?? t("home.importWhy")) : t("home.importPartWhy")}
      when={ago(updated_at)}
    >
      <Link to="/o/$slug/imports/$id" params={{ slug, id }}>
        {t("home.look")}
      </Link>
      <Button variant="subtle" size="compact-sm" aria-label={t("home.putAsideOne", { file })} onClick={() => putAside(id)}>
        {t("home.putAside")}
      </Button>
    </Need>
  );
}

function Escalated({ escalated: { threads, urgent, since } }: { readonly escalated: NonNullable<Needed["escalated"]> }) {
  const { t } = useTranslation();
  const {
    place: { slug },
  } = useInside();
  const { ago } = useFormats();
  const why = [t("home.escalatedWhy"), ...(urgent > 0 ? [t("home.escalatedUrgent", { count: urgent })] : [])].join(" ");
  return (
    <Need icon="inbox" what={t("home.escalated", { count: threads })} how={why} when={ago(since)}>
      <Link to="/o/$slug/inbox" params={{ slug }}>
        {t("home.look")}
      </Link>
    </Need>
  );
}

function RepairsBudget({ budget: { over, spent_micros, budget_micros, counted_at } }: { readonly budget: NonNullable<Needed["repairs_budget"]> }) {
  const { t } = useTranslation();
  const {
    place: { slug, currency },
  } = useInside();
  const { ago, money } = useFormats();
  const amount = (micros: number) => money(String(micros / MILLIONTHS), currency);
  return (
    <Need icon="repairs" what={t(over ? "home.budgetOver" : "home.budgetNear", { spent: amount(spent_micros), budget: amount(budget_micros) })} how={t("home.budgetWhy")} when={ago(counted_at)}>
      <Link to="/o/$slug/repairs/figures" params={{ slug }}>
        {t("home.look")}
      </Link>
    </Need>
  );
}

function KindBudget({ budget: { key, name, over, stops, spent_micros, budget_micros, counted_at } }: { readonly budget: Needed["notice_budgets"][number] }) {
  const { t } = useTranslation();
  const {
    place: { slug, currency },
  } = useInside();
  const { ago, money } = useFormats();
  const amount = (micros: number) => money(String(micros / MILLIONTHS), currency);
  const told = { name, spent: amount(spent_micros), budget: amount(budget_micros) };
  return (
    <Need icon="notices" what={t(over ? "home.kindOver" : "home.kindNear", told)} how={t(`home.kindStops.${stops}`)} when={ago(counted_at)}>
      <Link to="/o/$slug/settings/notices/$key" params={{ slug, key }}>
        {t("home.look")}
      </Link>
    </Need>
  );
}
