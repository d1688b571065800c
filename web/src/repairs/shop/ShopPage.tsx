import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Loaded } from "../../settings/Loaded";
import { usePlace } from "../../shell/usePlace";
import { Back } from "../../ui/Back";
import { LinkButton } from "../../ui/LinkButton";
import { Page } from "../../ui/Page";
import { countsOf, shopOf } from "../queries";
import { SetUp } from "../SetUp";
import { ShopForm } from "./ShopForm";
import { TextCosts } from "./TextCosts";

/** How the shop works: its hours, reminders and budget, and what its texts cost. */
export function ShopPage() {
  const { t } = useTranslation();
  const place = usePlace();
  const to = { slug: place.slug };
  const back = (
    <Back to="/o/$slug/repairs" params={to}>
      {t("repairs.back")}
    </Back>
  );
  const ways = (
    <>
      <LinkButton to="/o/$slug/settings/notices" params={to} variant="default">
        {t("repairs.set.kinds")}
      </LinkButton>
      <LinkButton to="/o/$slug/settings/wordings" params={to} variant="default">
        {t("repairs.set.words")}
      </LinkButton>
    </>
  );
  return (
    <Page title={t("repairs.shop")} lead={t("repairs.set.lead")} above={back} aside={ways}>
      <Loaded from={useQuery(countsOf(place.id))} height={420}>{({ set_up: isSetUp }) => (isSetUp ? <Settings /> : <SetUp />)}</Loaded>
    </Page>
  );
}

function Settings() {
  const shop = useQuery(shopOf(usePlace().id));
  return (
    <>
      <Loaded from={shop} height={420}>
        {(found) => <ShopForm key={JSON.stringify(found)} shop={found} />}
      </Loaded>
      <TextCosts />
    </>
  );
}
