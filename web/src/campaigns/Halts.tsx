import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Icon } from "../ui/Icon";
import { Quoted } from "../ui/Quoted";
import { whyOf } from "./queries";
import styles from "./CampaignPage.module.css";

/** What keeps a running campaign as a whole from going on, until when, and what to do: else its progress would just seem stuck. */
export function Halts({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const halts = useQuery(whyOf(place.id, id, i18n.language)).data?.halts ?? [];
  return (
    <div role="status">
      {halts.map(({ code, sentence, fix, until, sender, said }) => (
        <div key={code} className={styles.halt}>
          <Icon name="pause" />
          <div>
            <p>
              <strong>{until ? t("campaign.rests", { when: moment(until) }) : t("campaign.stands")}</strong>
            </p>
            <p>{sentence}</p>
            {said && (
              <p className={styles.fix}>
                {sender && t("campaign.saidOf", { sender })} <Quoted>{said}</Quoted>
              </p>
            )}
            {fix && <p>{fix}</p>}
            {code !== "organisation_stopped" && (
              <Link to="/o/$slug/settings/senders" params={{ slug: place.slug }}>
                {t("campaign.senders")}
              </Link>
            )}
          </div>
        </div>
      ))}
    </div>
  );
}
