import { SegmentedControl, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Sheet } from "../../ui/Page";
import { kindOf, tagged, tagsOf, type AudienceKind } from "./draft";
import { filledAnew } from "./funnel";
import { Numbers } from "./Numbers";
import { ReachPanel } from "./ReachPanel";
import { ReachShort } from "./ReachShort";
import { Segments } from "./Segments";
import { useReach } from "./useReach";
import type { StepProps } from "./Wizard";
import styles from "./Wizard.module.css";

const KINDS: readonly AudienceKind[] = ["segment", "tags", "numbers"];
const WITHOUT_NUMBERS: readonly AudienceKind[] = ["segment", "tags"];

/** Who is meant: a segment or a list, tags, or pasted numbers; beside it, how far that reaches and why. */
export function AudienceStep({ campaign, keeping }: StepProps) {
  const { t } = useTranslation();
  const { draft, set } = keeping;
  const kinds = campaign.channel === "email" ? WITHOUT_NUMBERS : KINDS;
  const [kind, setKind] = useState<AudienceKind>(() => (draft.target_audience === null ? "segment" : kindOf(draft.target_audience)));
  const [tags, setTags] = useState(() => tagsOf(draft.target_audience));
  const [filled, setFilled] = useState(0);
  const whole = useRef<HTMLDivElement>(null);
  const counted = useReach(campaign.id, keeping.version * 1000 + filled, keeping.state === "keeping");
  const chosenAnew = campaign.status === "draft" && draft.target_audience !== null;
  const reached = { ...counted, data: counted.data && chosenAnew ? filledAnew(counted.data) : counted.data };
  const type = (typed: string) => {
    setTags(typed);
    set({ target_audience: tagged(typed) });
  };
  return (
    <>
      <div className={styles.columns}>
        <Sheet title={t("wizard.audienceTitle")}>
          <SegmentedControl
            aria-label={t("wizard.audienceKind")}
            fullWidth
            value={kind}
            onChange={(word) => setKind(kinds.find((each) => each === word) ?? kind)}
            data={kinds.map((value) => ({ value, label: t(`wizard.kinds.${value}`) }))}
          />
          {kind === "segment" && <Segments target={draft.target_audience} choose={(id) => set({ target_audience: { segment: id } })} />}
          {kind === "tags" && (
            <TextInput
              label={t("wizard.tags")}
              description={t("wizard.tagsWhy")}
              value={tags}
              maxLength={2000}
              onChange={(event) => type(event.currentTarget.value)}
            />
          )}
          {kind === "numbers" && <Numbers campaign={campaign} keeping={keeping} onFilled={() => setFilled((before) => before + 1)} />}
        </Sheet>
        <div ref={whole} className={styles.stack}>
          <ReachPanel reached={reached} />
        </div>
      </div>
      {reached.data && <ReachShort reach={reached.data} counting={reached.counting} whole={whole} />}
    </>
  );
}
