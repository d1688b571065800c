import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { useSimulated } from "./useSimulated";

/** Leads from somebody's number to their phone, where a simulator stands for the providers. */
export function TheirPhone({ number }: { readonly number: string }) {
  const { t } = useTranslation();
  const place = usePlace();
  if (!useSimulated(place)) return null;
  return (
    <Link to="/o/$slug/simulator" params={{ slug: place.slug }} search={{ open: number }}>
      {t("person.simulated")}
    </Link>
  );
}
