import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { subjectOf, type About } from "./subjects";

/** What a notice is about: of ours by its name, with the way there; of others as they call it. */
export function Subject({ about }: { readonly about: About }) {
  const { t } = useTranslation();
  const place = usePlace();
  const ours = subjectOf(about);
  if (!ours) return t("notices.aboutThis", { kind: about.subject_kind, id: about.subject_id ?? "" });
  return (
    <Link to={ours.to} params={{ slug: place.slug, id: ours.id }}>
      {t(ours.words)}
    </Link>
  );
}
