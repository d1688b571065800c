import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { Loaded } from "../../settings/Loaded";
import { Note, Pill } from "../../settings/parts";
import { SettingsPage } from "../../settings/SettingsPage";
import { usePlace } from "../../shell/usePlace";
import { Empty } from "../../ui/Empty";
import { LinkButton } from "../../ui/LinkButton";
import { Sheet } from "../../ui/Page";
import { useChange } from "../setup/useChange";
import { archiveAutoAnswer, autoAnswersOf, automationOf, putAutomation, unarchiveAutoAnswer, type AutoAnswer, type Automation } from "./queries";
import { TryIt } from "./TryIt";
import styles from "../../settings/Settings.module.css";

/** What people commonly ask and a machine may answer: switched on and off here, tried out before anybody is answered. */
export function AutomaticAnswers() {
  const { t } = useTranslation();
  const place = usePlace();
  const manages = may(place, "inbox:manage");
  const answers = useQuery(autoAnswersOf(place.id));
  return (
    <SettingsPage
      title={t("settings.sections.automatic")}
      lead={t("answering.lead")}
      {...(manages && (answers.data?.length ?? 0) > 0
        ? {
            aside: (
              <LinkButton to="/o/$slug/settings/automatic/new" params={{ slug: place.slug }}>
                {t("answering.new")}
              </LinkButton>
            ),
          }
        : {})}
    >
      <Loaded from={useQuery(automationOf(place.id))} height={80}>
        {(automation) => <OnOff automation={automation} manages={manages} any={(answers.data?.length ?? 0) > 0} />}
      </Loaded>
      <Loaded from={answers}>{(rows) => (rows.length === 0 ? <None manages={manages} /> : <Answers rows={rows} manages={manages} />)}</Loaded>
      {answers.data && answers.data.length > 0 && <TryIt answers={answers.data} />}
    </SettingsPage>
  );
}

function OnOff({ automation, manages, any }: { readonly automation: Automation; readonly manages: boolean; readonly any: boolean }) {
  const { t } = useTranslation();
  const back = useChange(putAutomation);
  const turn = useChange((on: boolean) => putAutomation({ ...automation, on }), { said: (_kept, on) => ({ text: t(on ? "answering.turnedOn" : "answering.turnedOff"), undo: () => back.mutate(automation) }) });
  const on = automation.on ?? false;
  return (
    <Note tone={on ? "good" : "plain"}>
      <div className={styles.thing}>
        <span className={styles.words}>
          <span className={styles.name}>{t(on ? "answering.isOn" : "answering.isOff")}</span>
          <span>{t(on ? "answering.onWhat" : any ? "answering.offWhat" : "answering.offNone")}</span>
        </span>
        {manages && (
          <Button variant={on ? "default" : "filled"} loading={turn.isPending} onClick={() => turn.mutate(!on)}>
            {t(on ? "answering.turnOff" : "answering.turnOn")}
          </Button>
        )}
      </div>
    </Note>
  );
}

function None({ manages }: { readonly manages: boolean }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  return (
    <Empty title={t("answering.none")} why={t("answering.noneWhy")}>
      {manages && (
        <LinkButton to="/o/$slug/settings/automatic/new" params={{ slug }}>
          {t("answering.first")}
        </LinkButton>
      )}
    </Empty>
  );
}

function Answers({ rows, manages }: { readonly rows: readonly AutoAnswer[]; readonly manages: boolean }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const back = useChange((id: string) => unarchiveAutoAnswer(id));
  const archive = useChange(({ id }: AutoAnswer) => archiveAutoAnswer(id), { said: (_kept, { id, name }) => ({ text: t("inbox.archived", { name }), undo: () => back.mutate(id) }) });
  return (
    <Sheet label={t("settings.sections.automatic")}>
      <ul className={styles.list} data-lined>
        {rows.map((each) => (
          <li key={each.id} className={styles.thing}>
            <span className={styles.words}>
              <span className={styles.row}>
                <Link to="/o/$slug/settings/automatic/$id" params={{ slug, id: each.id }} className={styles.name ?? ""} dir="auto">
                  {each.name}
                </Link>
                {each.holds !== "always" && <Pill>{t(`answering.holdsShort.${each.holds}`)}</Pill>}
              </span>
              <span className={styles.quiet} dir="auto">
                {firstOf(each)}
              </span>
              <AskedBy answer={each} />
            </span>
            {manages && (
              <Button variant="default" size="compact-md" aria-label={t("inbox.archiveOf", { name: each.name })} onClick={() => archive.mutate(each)}>
                {t("inbox.archive")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function AskedBy({ answer: { sayings, keywords, answers, channels } }: { readonly answer: AutoAnswer }) {
  const { t } = useTranslation();
  const count = Object.values(sayings).flat().length;
  const facts = [
    count > 0 && t("answering.sayingsCount", { count }),
    keywords.length > 0 && t("answering.byKeywords", { words: keywords.join(", ") }),
    Object.keys(answers).join(", "),
    channels.length > 0 && channels.map((channel) => t(`channel.${channel}`)).join(", "),
  ];
  return <span className={styles.quiet}>{facts.filter(Boolean).join(" · ")}</span>;
}

function firstOf({ answers, default_locale: locale }: AutoAnswer): string {
  return answers[locale] ?? Object.values(answers)[0] ?? "";
}
