import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { faultOf } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { groupsOf } from "../queries";
import { ROLLOUTS } from "./draft";
import type { FieldsProps } from "./KindForm";
import styles from "./Kinds.module.css";

/** How long it makes sense, and who gets it while it is new. */
export function Extras({ draft, change, error }: FieldsProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const groups = useQuery({ ...groupsOf(place.id), enabled: may(place, "contacts:read") }).data ?? [];
  return (
    <Sheet title={t("kinds.limits")}>
      <div className={styles.fields}>
        <TextInput
          type="number"
          min={0.02}
          max={720}
          step="any"
          required
          withAsterisk={false}
          label={t("kinds.life")}
          description={t("kinds.lifeHint")}
          value={draft.lifeHours}
          onChange={(event) => change({ lifeHours: event.currentTarget.value })}
          error={faultOf(error, "expires_after_seconds")}
        />
        <NativeSelect
          label={t("kinds.rollout")}
          description={t("kinds.rolloutHint")}
          value={String(draft.rollout)}
          onChange={(event) => change({ rollout: ROLLOUTS.find((each) => String(each) === event.currentTarget.value) ?? 100 })}
          data={ROLLOUTS.map((each) => ({ value: String(each), label: t("kinds.percent", { percent: each }) }))}
        />
        <NativeSelect
          label={t("kinds.segment")}
          description={t("kinds.segmentHint")}
          value={draft.segment}
          onChange={(event) => change({ segment: event.currentTarget.value })}
          data={[{ value: "", label: t("kinds.everybody") }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </div>
    </Sheet>
  );
}
