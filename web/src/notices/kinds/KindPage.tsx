import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../../api/problem";
import { may } from "../../api/session";
import { Loaded } from "../../settings/Loaded";
import { Note } from "../../settings/parts";
import { SettingsPage } from "../../settings/SettingsPage";
import { usePlace } from "../../shell/usePlace";
import { Back } from "../../ui/Back";
import { LinkButton } from "../../ui/LinkButton";
import { Sheet } from "../../ui/Page";
import { tell } from "../../ui/toasts";
import { archiveKind, cascadesOf, kindOf, putKind, type Kind } from "../queries";
import { BudgetUsed } from "./BudgetUsed";
import { Cascade } from "./Cascade";
import { Choice } from "./Choice";
import { bodyOf, draftOf } from "./draft";
import { KindForm } from "./KindForm";
import styles from "./Kinds.module.css";

/** One kind: how it goes, and everything that can be set about it. */
export function KindPage() {
  const { t } = useTranslation();
  const place = usePlace();
  const { key } = useParams({ from: "/o/$slug/settings/notices/$key" });
  const kind = useQuery(kindOf(place.id, key));
  const cascades = useQuery(cascadesOf(place.id));
  const writes = may(place, "templates:write");
  return (
    <SettingsPage title={kind.data?.name ?? key} above={<ToKinds />} aside={<Aside kind={kind.data} />}>
      <Loaded from={kind} height={320}>
        {(found) => (
          <>
            {found.archived_at && <Note tone="bad">{t("kinds.archivedWhy")}</Note>}
            <Loaded from={cascades} height={140}>
              {(known) => (
                <Sheet title={t("kinds.way")}>
                  <Cascade kind={found} cascades={known} />
                  <p className={styles.quiet}>{t("kinds.never")}</p>
                </Sheet>
              )}
            </Loaded>
            <BudgetUsed kind={found} />
            <Choice kind={found} />
            {writes && cascades.data && <KindForm key={found.changed_at} initial={draftOf(found)} cascades={cascades.data} known />}
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

export function ToKinds() {
  const { t } = useTranslation();
  const { slug } = usePlace();
  return (
    <Back to="/o/$slug/settings/notices" params={{ slug }}>
      {t("settings.sections.notices")}
    </Back>
  );
}

function Aside({ kind }: { readonly kind: Kind | undefined }) {
  const { t } = useTranslation();
  const place = usePlace();
  if (!kind) return null;
  return (
    <>
      <LinkButton to="/o/$slug/notices" params={{ slug: place.slug }} search={{ kind: kind.key }} variant="default">
        {t("kinds.itsNotices")}
      </LinkButton>
      {may(place, "templates:write") && <Archive kind={kind} />}
    </>
  );
}

/** Offers a kind no more, or again: either is taken back by the other. */
function Archive({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (away: boolean) => (away ? archiveKind(kind.key) : putKind({ key: kind.key, body: bodyOf(draftOf(kind)) })),
    onSuccess: (_kind, away) => {
      void queries.invalidateQueries({ queryKey: ["notices", place.id, "kinds"] });
      tell(t(away ? "kinds.isArchived" : "kinds.isBack", { name: kind.name }), { undo: () => mutate(!away) });
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  const away = kind.archived_at === null;
  return (
    <Button variant="default" loading={isPending} onClick={() => mutate(away)}>
      {t(away ? "kinds.archive" : "kinds.bringBack")}
    </Button>
  );
}
