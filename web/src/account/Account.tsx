import { useTranslation } from "react-i18next";
import { Page } from "../ui/Page";
import { Authenticator } from "./Authenticator";
import { Looks } from "./Looks";
import { Password } from "./Password";
import { Sessions } from "./Sessions";

export function Account() {
  const { t } = useTranslation();
  return (
    <Page title={t("account.title")} lead={t("account.lead")}>
      <Looks />
      <Authenticator />
      <Password />
      <Sessions />
    </Page>
  );
}
