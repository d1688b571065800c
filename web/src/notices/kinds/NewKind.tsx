import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Loaded } from "../../settings/Loaded";
import { SettingsPage } from "../../settings/SettingsPage";
import { usePlace } from "../../shell/usePlace";
import { cascadesOf } from "../queries";
import { NOTHING } from "./draft";
import { KindForm } from "./KindForm";
import { ToKinds } from "./KindPage";

/** A kind that is not there yet. */
export function NewKind() {
  const { t } = useTranslation();
  const cascades = useQuery(cascadesOf(usePlace().id));
  return (
    <SettingsPage title={t("kinds.new")} lead={t("kinds.newLead")} above={<ToKinds />}>
      <Loaded from={cascades} height={420}>
        {(known) => <KindForm initial={NOTHING} cascades={known} />}
      </Loaded>
    </SettingsPage>
  );
}
