import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { useSeeing } from "../templates/useSeeing";
import { Need } from "./Need";
import type { Needed } from "./queries";

/** A template that its provider files under another category than was thought, until somebody has seen it or puts it aside. */
export function RefiledTemplate({ found: { name, filed, marketing, changed_at } }: { readonly found: Needed["refiled"][number] }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const { ago } = useFormats();
  const putAside = useSeeing(name);
  return (
    <Need icon="templates" what={t("home.refiled", { name, filed: t(`templates.filing.as.${filed}`) })} how={t(marketing ? "home.refiledMarketing" : "home.refiledOther")} when={ago(changed_at)}>
      <Link to="/o/$slug/templates/$name" params={{ slug, name }}>
        {t("home.look")}
      </Link>
      <Button variant="subtle" size="compact-sm" aria-label={t("home.putAsideOne", { file: name })} onClick={putAside}>
        {t("home.putAside")}
      </Button>
    </Need>
  );
}
