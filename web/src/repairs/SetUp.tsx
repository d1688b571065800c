import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { setUp } from "./queries";
import { useRepairs } from "./useRepairs";

/** Before a shop has texts: what setting it up makes, and the button. */
export function SetUp() {
  const { t } = useTranslation();
  const furnish = useRepairs(() => setUp(), { said: () => t("repairs.isSetUp") });
  return (
    <Empty title={t("repairs.notSetUp")} why={t("repairs.notSetUpWhy")}>
      {may(usePlace(), "templates:write") ? (
        <Button loading={furnish.isPending} onClick={() => furnish.mutate(undefined)}>
          {t("repairs.setUp")}
        </Button>
      ) : (
        <p>{t("repairs.askSomebody")}</p>
      )}
    </Empty>
  );
}
