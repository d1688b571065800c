import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Page } from "../ui/Page";
import { tell } from "../ui/toasts";
import { Wrong } from "../ui/Wrong";
import { addVersion, versionsOf, type Version } from "./queries";
import { VersionCard } from "./VersionCard";
import styles from "./Versions.module.css";

/** What each version changed, newest first; an earlier one can be taken up again as a new version. */
export function Versions() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { name } = useParams({ from: "/o/$slug/templates/$name/versions" });
  const [language, setLanguage] = useState("");
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(versionsOf(place.id, name));
  const all = data?.pages.flatMap((page) => page.items) ?? [];
  const locales = [...new Set(all.map(({ locale }) => locale))].toSorted();
  const shown = all.filter(({ locale }) => !language || locale === language);
  const goBack = useMutation({
    mutationFn: ({ locale, body }: Version) => addVersion(name, locale, body),
    onSuccess: async (_answer, { of_locale: version }) => {
      await queries.invalidateQueries({ queryKey: ["templates", place.id] });
      tell(t("templates.wentBack", { version }));
      await navigate({ to: "/o/$slug/templates/$name", params: { slug: place.slug, name } });
    },
    onError: (problem) => tell(wordsOf(problem), { tone: "bad" }),
  });
  const before = ({ version, locale }: Version) => all.find((each) => each.locale === locale && each.version < version);
  const isNewest = ({ version, locale }: Version) => !all.some((each) => each.locale === locale && each.version > version);
  return (
    <Page title={t("templates.versionsOf", { name })} lead={t("templates.versionsLead")} above={
        <Back to="/o/$slug/templates/$name" params={{ slug: place.slug, name }}>
          {name}
        </Back>
      }>
      {locales.length > 1 && (
        <NativeSelect
          className={styles.language}
          label={t("templates.language")}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value)}
          data={[{ value: "", label: t("templates.everyLanguage") }, ...locales]}
        />
      )}
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && <Wrong error={error} retry={() => void refetch()} />}
      <ol className={styles.list}>
        {shown.map((version) => (
          <VersionCard
            key={version.version}
            version={version}
            before={before(version)}
            whole={!hasNextPage}
            onGoBack={may(place, "templates:write") && !isNewest(version) ? () => goBack.mutate(version) : undefined}
          />
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("templates.showMore")}
        </Button>
      )}
    </Page>
  );
}
