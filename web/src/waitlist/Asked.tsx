import { useTranslation } from "react-i18next";
import { useWall } from "./clock";
import type { Offer } from "./queries";
import { Named } from "./Named";
import styles from "./Waitlist.module.css";

/** Who was asked about a slot before, and what became of it, in their order. */
export function Asked({ offers }: { readonly offers: readonly Offer[] }) {
  const { t } = useTranslation();
  const { hour } = useWall();
  if (offers.length === 0) return null;
  return (
    <p className={styles.quiet}>
      {offers.map((offer, index) => (
        <span key={offer.id}>
          {index > 0 && " · "}
          <Named contact={offer.contact_id} name={offer.contact_name} /> {t(`waitlist.became.${offer.state}`)} {hour(offer.answered_at ?? offer.expires_at ?? offer.offered_at)}
        </span>
      ))}
    </p>
  );
}
