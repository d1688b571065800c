import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { businessNow } from "../../api/time";
import { Loaded } from "../../settings/Loaded";
import { usePlace } from "../../shell/usePlace";
import { Back } from "../../ui/Back";
import { Chips } from "../../ui/Chips";
import { Empty } from "../../ui/Empty";
import { Page, Sheet } from "../../ui/Page";
import { dayAfter, dayIn } from "../../waitlist/clock";
import { figuresOf, type By } from "../automatic/queries";
import { Bars } from "./Bars";
import { MEASURES, type Measure } from "./measures";
import { Told } from "./Told";
import { Whole } from "./Whole";

const SPANS = ["7", "30", "90"] as const;
const BYS = ["day", "agent", "team", "channel"] as const satisfies readonly By[];

/** How quickly people are answered, how much needs nobody, and how content they are: of all, and by day, agent, team or channel. */
export function FiguresPage() {
  const { t } = useTranslation();
  const place = usePlace();
  const [span, setSpan] = useState<(typeof SPANS)[number]>("30");
  const [by, setBy] = useState<By>("day");
  const [measure, setMeasure] = useState<Measure>("conversations");
  const until = dayIn(businessNow(), place.time_zone);
  const since = dayAfter(until, 1 - Number(span));
  const figures = useQuery(figuresOf(place.id, by, since, until));
  const back = (
    <Back to="/o/$slug/inbox" params={{ slug: place.slug }} search={true}>
      {t("inbox.title")}
    </Back>
  );
  return (
    <Page title={t("answering.figures.title")} lead={t("answering.figures.lead")} above={back}>
      <Chips label={t("answering.figures.span")} value={span} choices={SPANS.map((value) => ({ value, label: t("answering.figures.lastDays", { count: Number(value) }) }))} onChoose={setSpan} />
      <Loaded from={figures} height={420}>
        {({ all, items }) =>
          all.conversations + all.automatic + all.settling + all.surveys === 0 ? (
            <Empty title={t("answering.figures.none")} why={t("answering.figures.noneWhy")} />
          ) : (
            <>
              <Whole figures={all} />
              <Sheet title={t("answering.figures.apart")}>
                <Chips label={t("answering.figures.by")} value={by} choices={BYS.map((value) => ({ value, label: t(`answering.figures.bys.${value}`) }))} onChoose={setBy} />
                <Chips label={t("answering.figures.measure")} value={measure} choices={MEASURES.map((value) => ({ value, label: t(`answering.figures.measures.${value}`) }))} onChoose={setMeasure} />
                <Bars by={by} measure={measure} items={items} since={since} until={until} />
                <Told by={by} items={items} />
              </Sheet>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
