import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { languageName } from "../../templates/languageName";
import { Choices } from "../../ui/Choices";
import { LinkButton } from "../../ui/LinkButton";
import { Sheet } from "../../ui/Page";
import { tell } from "../../ui/toasts";
import { Wrong } from "../../ui/Wrong";
import { Cost } from "./Cost";
import { Phone } from "./Phone";
import { templateOf, templatesOf } from "./queries";
import { TestSend } from "./TestSend";
import type { StepProps } from "./Wizard";
import styles from "./Wizard.module.css";

const WriteStep = lazy(async () => ({ default: (await import("./WriteStep")).WriteStep }));

/** What the message says: a template of the channel, or a text or an email written here; seen as somebody gets it. */
export function ContentStep({ campaign, keeping, writing }: StepProps) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { draft, set, version } = keeping;
  const { written, write, drop } = writing;
  const [began, setBegan] = useState(false);
  const { data, error, refetch } = useQuery(templatesOf(place.id, campaign.channel));
  const whole = useQuery(templateOf(place.id, draft.template_name)).data;
  const fitting = data?.items.filter((each) => each.purpose === campaign.purpose && (each.archived_at === null || each.name === draft.template_name));
  const priced = (segments: number) => <Cost id={campaign.id} version={version} segments={segments} />;
  const end = () => {
    setBegan(false);
    drop();
  };
  const leave = () => {
    end();
    if (written) tell(t("wizard.textAway"), { undo: () => write(written) });
  };
  const use = (template_name: string) => {
    set({ template_name });
    end();
  };
  if (began || written) {
    return (
      <Suspense fallback={<Skeleton height={420} radius="lg" />}>
        <WriteStep campaign={campaign} written={written} chosen={whole} onWrite={write} onKept={use} onLeave={leave} under={priced} />
      </Suspense>
    );
  }
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <Sheet title={t("wizard.contentTitle")}>
          {error && !data && <Wrong error={error} retry={() => void refetch()} />}
          {!fitting && !error && <Skeleton height={220} />}
          {fitting && fitting.length === 0 && <p className={styles.quiet}>{t("wizard.noTemplates", { channel: t(`channel.${campaign.channel}`) })}</p>}
          {fitting && fitting.length > 0 && (
            <div className={styles.scroll}>
              <Choices
                legend={t("wizard.templateLegend", { channel: t(`channel.${campaign.channel}`) })}
                name="template"
                value={draft.template_name}
                choices={fitting.map(({ name, locales }) => ({
                  value: name,
                  title: name,
                  aside: locales.map((each) => languageName(each, i18n.language)).join(", "),
                }))}
                onChoose={(template_name) => set({ template_name })}
              />
            </div>
          )}
          {may(place, "templates:write") && (
            <div>
              {campaign.channel === "whatsapp" ? (
                <LinkButton variant="default" to="/o/$slug/templates/new" params={{ slug: place.slug }} search={{ channel: "whatsapp" }}>
                  {t("wizard.writeTemplate")}
                </LinkButton>
              ) : (
                <Button variant="default" onClick={() => setBegan(true)}>
                  {t(campaign.channel === "email" ? "wizard.writeEmail" : "wizard.write")}
                </Button>
              )}
            </div>
          )}
          {whole?.not_sendable && <p className={styles.problem}>{whole.not_sendable}</p>}
        </Sheet>
        {may(place, "messages:send") && draft.template_name !== null && <TestSend campaign={campaign} keeping={keeping} />}
      </div>
      {whole && <Phone key={whole.name} template={whole} under={priced} />}
    </div>
  );
}
