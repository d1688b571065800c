import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Choices } from "../../ui/Choices";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { NewText } from "./NewText";
import { Phone } from "./Phone";
import { templateOf, templatesOf } from "./queries";
import { TestSend } from "./TestSend";
import type { StepProps } from "./Wizard";
import styles from "./Wizard.module.css";

/** What the message says: a template of the channel, or for SMS a text written here; seen as somebody gets it. */
export function ContentStep({ campaign, keeping }: StepProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const { draft, set } = keeping;
  const [writing, setWriting] = useState(false);
  const { data, error, refetch } = useQuery(templatesOf(place.id, campaign.channel));
  const whole = useQuery(templateOf(place.id, draft.template_name)).data;
  const fitting = data?.items.filter((each) => each.purpose === campaign.purpose && (each.archived_at === null || each.name === draft.template_name));
  const mayWrite = campaign.channel === "sms" && may(place, "templates:write");
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <Sheet title={t("wizard.contentTitle")}>
          {error && !data && <Wrong error={error} retry={() => void refetch()} />}
          {!fitting && !error && <Skeleton height={220} />}
          {fitting && !writing && (
            <div className={styles.scroll}>
              <Choices
                legend={t("wizard.templateLegend", { channel: t(`channel.${campaign.channel}`) })}
                name="template"
                value={draft.template_name}
                choices={fitting.map(({ name, version, default_locale }) => ({ value: name, title: name, aside: t("wizard.version", { version, locale: default_locale }) }))}
                onChoose={(template_name) => set({ template_name })}
              />
            </div>
          )}
          {mayWrite && !writing && (
            <div>
              <Button variant="default" onClick={() => setWriting(true)}>
                {t("wizard.write")}
              </Button>
            </div>
          )}
          {writing && (
            <NewText
              campaign={campaign}
              start={firstText(whole)}
              onKept={(template_name) => {
                set({ template_name });
                setWriting(false);
              }}
              onLeave={() => setWriting(false)}
            />
          )}
          {whole?.not_sendable && <p className={styles.problem}>{whole.not_sendable}</p>}
        </Sheet>
        {may(place, "messages:send") && <TestSend campaign={campaign} keeping={keeping} />}
      </div>
      {whole && <Phone key={whole.name} template={whole} />}
    </div>
  );
}

function firstText(whole: { readonly locales: readonly { readonly body: object }[] } | undefined): string {
  const body = whole?.locales[0]?.body;
  return body && "text" in body && typeof body.text === "string" ? body.text : "";
}
