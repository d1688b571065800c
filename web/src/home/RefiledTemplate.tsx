import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { useSeeing } from "../templates/useSeeing";
import { Need } from "./Need";
import type { Needed } from "./queries";

/** A template that its provider files under another category than was thought, or said that it will, until somebody has seen it or puts it aside. */
export function RefiledTemplate({ found: { name, filed, marketing, changed_at, coming, comes_at } }: { readonly found: Needed["refiled"][number] }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const { ago, moment } = useFormats();
  const putAside = useSeeing(name);
  const told = { name, filed: t(`templates.filing.as.${coming ?? filed}`) };
  const what = coming ? (comes_at ? t("home.refiledFrom", { ...told, from: moment(comes_at) }) : t("home.refiledSoon", told)) : t("home.refiled", told);
  const how = coming ? (marketing ? "home.refiledMarketingSoon" : "home.refiledOtherSoon") : marketing ? "home.refiledMarketing" : "home.refiledOther";
  return (
    <Need icon="templates" what={what} how={t(how)} when={coming ? null : ago(changed_at)}>
      <Link to="/o/$slug/templates/$name" params={{ slug, name }}>
        {t("home.look")}
      </Link>
      <Button variant="subtle" size="compact-sm" aria-label={t("home.putAsideOne", { file: name })} onClick={putAside}>
        {t("home.putAside")}
      </Button>
    </Need>
  );
}
