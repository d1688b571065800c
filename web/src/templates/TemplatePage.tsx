import { Skeleton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { LinkButton } from "../ui/LinkButton";
import { Page, Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import { Wrong } from "../ui/Wrong";
import { Approvals } from "./Approvals";
import { ArchiveButton } from "./ArchiveButton";
import type { Bodies, Body } from "./body";
import { Editor } from "./Editor";
import { Filings } from "./Filings";
import { addVersion, templateOf } from "./queries";
import { TestSend } from "./TestSend";
import { Uses } from "./Uses";
import styles from "./Templates.module.css";

/** One template: what it says in each language, what providers said of it, and who uses it. */
export function TemplatePage() {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const place = usePlace();
  const queries = useQueryClient();
  const { name } = useParams({ from: "/o/$slug/templates/$name" });
  const { data: template, error, refetch } = useQuery({ ...templateOf(place.id, name), refetchOnWindowFocus: false });
  if (error && !template) return <Wrong error={error} retry={() => void refetch()} />;
  if (!template) return <Skeleton height={480} radius="lg" />;
  const writes = may(place, "templates:write");
  const saved: Bodies = Object.fromEntries(template.locales.map(({ locale, body }) => [locale, body]));
  const put = async (bodies: readonly (readonly [string, Body])[]) => {
    for (const [locale, body] of bodies) queries.setQueryData(templateOf(place.id, name).queryKey, await addVersion(name, locale, body));
    void queries.invalidateQueries({ queryKey: ["templates", place.id] });
  };
  const save = async (changed: readonly (readonly [string, Body])[]) => {
    await put(changed);
    const before = changed.flatMap(([locale]) => (saved[locale] ? [[locale, saved[locale]] as const] : []));
    tell(t("templates.saved", { count: changed.length }), before.length === changed.length ? { undo: () => void put(before) } : {});
  };
  const here = { slug: place.slug, name };
  return (
    <Page
      title={template.name}
      lead={`${t(`channel.${template.channel}`)} · ${t(`templates.purposes.${template.purpose}`)} · ${t("templates.version", { version: template.version })} · ${ago(template.updated_at)}`}
      above={
        <Back to="/o/$slug/templates" params={{ slug: place.slug }}>
          {t("templates.all")}
        </Back>
      }
      aside={
        <>
          {may(place, "messages:send") && <TestSend name={name} channel={template.channel} />}
          <LinkButton variant="default" to="/o/$slug/templates/$name/versions" params={here}>
            {t("templates.versions")}
          </LinkButton>
          {writes && (
            <>
              <LinkButton variant="default" to="/o/$slug/templates/new" params={{ slug: place.slug }} search={{ from: name }}>
                {t("templates.copy")}
              </LinkButton>
              <ArchiveButton template={template} />
            </>
          )}
        </>
      }
    >
      {!writes && <p className={styles.quiet}>{t("wrong.lookOnly")}</p>}
      {template.archived_at && <p className={styles.held}>{t("templates.isArchived")}</p>}
      <Editor name={name} channel={template.channel} purpose={template.purpose} first={template.default_locale} saved={saved} readOnly={!writes} onSave={save} />
      {template.channel === "whatsapp" && (
        <Sheet title={t("templates.approval")}>
          <Approvals approvals={template.approvals} notSendable={template.not_sendable} filed={template.filings.length > 0} />
          <Filings template={template} />
        </Sheet>
      )}
      <Uses name={name} />
    </Page>
  );
}
