import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../../api/problem";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Dialog } from "../../ui/Dialog";
import { LinkButton } from "../../ui/LinkButton";
import { tell } from "../../ui/toasts";
import { Wrong } from "../../ui/Wrong";
import { copyFor, type Campaign, type DryRun } from "../queries";
import { templatesOf } from "./queries";
import styles from "./Review.module.css";

interface Props {
  readonly campaign: Campaign;
  readonly other: DryRun["reroutes"][number];
}

/** People whom another channel reaches, and the button that makes a campaign by it for them. */
export function Elsewhere({ campaign, other }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const [chooses, setChooses] = useState(false);
  const channel = t(`channel.${other.channel}`);
  return (
    <li data-advice>
      <strong>{channel}</strong>
      <span className={styles.advice}>
        {other.sentence}
        {may(place, "campaigns:write") && (
          <Button variant="default" size="compact-md" onClick={() => setChooses(true)}>
            {t("review.copyFor", { channel })}
          </Button>
        )}
      </span>
      {chooses && (
        <Dialog title={t("review.copyFor", { channel })} onClose={() => setChooses(false)}>
          <Copy campaign={campaign} other={other} />
        </Dialog>
      )}
    </li>
  );
}

/** With which text of the other channel: the copy is a draft, and nothing leaves before somebody launches it. */
function Copy({ campaign, other: { channel, reason } }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(templatesOf(place.id, channel));
  const fitting = data?.items.filter(({ purpose, archived_at }) => purpose === campaign.purpose && archived_at === null);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const template = chosen ?? fitting?.[0]?.name;
  const { mutate, isPending } = useMutation({
    mutationFn: (name: string) => copyFor(campaign.id, reason, name),
    onSuccess: async ({ id, name }) => {
      await queries.invalidateQueries({ queryKey: ["campaigns", place.id] });
      tell(t("campaign.copied", { name }));
      await navigate({ to: "/o/$slug/campaigns/$id/edit/$step", params: { slug: place.slug, id, step: "review" } });
    },
    onError: (refused) => tell(wordsOf(refused), { tone: "bad" }),
  });
  if (error && !data) return <Wrong error={error} retry={() => void refetch()} />;
  if (!fitting) return <Skeleton height={120} />;
  if (template === undefined)
    return (
      <>
        <p>{t("wizard.noTemplates", { channel: t(`channel.${channel}`) })}</p>
        {may(place, "templates:write") && (
          <LinkButton variant="default" to="/o/$slug/templates/new" params={{ slug: place.slug }} search={{ channel }}>
            {t("wizard.writeTemplate")}
          </LinkButton>
        )}
      </>
    );
  return (
    <div className={styles.stack}>
      <p>{t("review.copyForWhy")}</p>
      <NativeSelect label={t("review.copyText")} value={template} data={fitting.map(({ name }) => name)} onChange={(event) => setChosen(event.currentTarget.value)} />
      <div>
        <Button loading={isPending} onClick={() => mutate(template)}>
          {t("review.makeCopy")}
        </Button>
      </div>
    </div>
  );
}
