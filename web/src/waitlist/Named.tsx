import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";

/** Somebody's name, which leads to their page. */
export function Named({ contact, name }: { readonly contact: string; readonly name: string | null }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  return (
    <Link to="/o/$slug/contacts/$id" params={{ slug, id: contact }} search={{ view: "waitlist" }} dir="auto">
      {name ?? t("contacts.noName")}
    </Link>
  );
}
