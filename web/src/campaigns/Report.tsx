import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { wordsOf } from "../api/problem";
import { Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import type { Campaign } from "./queries";
import styles from "./CampaignPage.module.css";

const FORMS = ["html", "pdf"] as const;
type Form = (typeof FORMS)[number];
const KEPT_MS = 60_000;

/** The compliance report: who asked for it, on what consent, by which rules. It opens as a page or comes as a file. */
export function Report({ campaign }: { readonly campaign: Campaign }) {
  const { t, i18n } = useTranslation();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (form: Form) => reportOf(campaign.id, form, i18n.language),
    onSuccess: (file, form) => hand(file, `${campaign.id}.${form}`),
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

/** The organisation travels in a header, so that a plain link would not do. */
function reportOf(id: string, form: Form, language: string): Promise<Blob> {
  return read(
    api.GET("/marketing/campaigns/{campaign_id}/compliance-report", {
      params: { path: { campaign_id: id }, query: { format: form } },
      headers: { "Accept-Language": language },
      parseAs: "blob",
    }),
  );
}

function hand(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
