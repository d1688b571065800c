import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keepFile } from "../api/files";
import { wordsOf } from "../api/problem";
import { Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import type { Campaign } from "./queries";
import styles from "./CampaignPage.module.css";

const FORMS = ["html", "pdf"] as const;
type Form = (typeof FORMS)[number];

/** The compliance report: who asked for it, on what consent, by which rules. It comes as a file. */
export function Report({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (form: Form) => keepFile(`/marketing/campaigns/${campaign.id}/compliance-report?format=${form}`, `${campaign.id}.${form}`),
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  return (
    <Sheet title={t("report.title")}>
      <p className={styles.lead}>{t("report.why")}</p>
      <div className={styles.row}>
        {FORMS.map((form) => (
          <Button key={form} variant="default" loading={isPending && variables === form} onClick={() => mutate(form)}>
            {t(`report.${form}`)}
          </Button>
        ))}
      </div>
    </Sheet>
  );
}
