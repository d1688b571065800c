import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Choices } from "../../ui/Choices";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { SettingsPage } from "../SettingsPage";
import { useDoing } from "../useDoing";
import { Caps } from "./Caps";
import { Defaults } from "./Defaults";
import { Hours } from "./Hours";
import { policyOf, setStopScope, type Policy } from "./queries";
import styles from "../Settings.module.css";

const SCOPES = ["programme", "channel", "all"] as const;

/** What the organisation has decided for itself, within the law. */
export function PolicyPage() {
  const { t } = useTranslation();
  const place = usePlace();
  const policy = useQuery(policyOf(place.id));
  return (
    <SettingsPage title={t("settings.sections.policy")} lead={t("policy.lead")}>
      <Loaded from={policy} height={320}>
        {(found) => (
          <>
            <Caps policy={found} />
            <Hours policy={found} />
            <StopScope policy={found} />
            {may(place, "contacts:read") && <Defaults />}
            <Sheet title={t("policy.fixed")}>
              <ul>
                <li>{t("policy.approval")}</li>
                <li>{t("policy.consent")}</li>
                <li>{t("policy.transactional")}</li>
              </ul>
            </Sheet>
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function StopScope({ policy: { stop_scope } }: { readonly policy: Policy }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { mutate } = useDoing(setStopScope, { said: () => ({ text: t("policy.stopSet"), before: stop_scope }) });
  const writes = may(place, "operations");
  return (
    <Sheet title={t("policy.stop")}>
      <p className={styles.quiet}>{t("policy.stopWhy")}</p>
      <Choices
        legend={t("policy.stopLegend")}
        name="stop-scope"
        value={stop_scope}
        choices={SCOPES.map((value) => ({ value, title: t(`policy.scopes.${value}`), text: t(`policy.scopesWhy.${value}`), disabled: !writes }))}
        onChoose={(value) => {
          const scope = SCOPES.find((each) => each === value);
          if (scope) mutate(scope);
        }}
      />
    </Sheet>
  );
}
