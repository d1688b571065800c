import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Page } from "../ui/Page";

interface Props {
  readonly title: string;
  readonly lead?: string;
  readonly aside?: ReactNode;
  /** The page above, where that is not the list of all settings. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the settings: the way back stands above it. */
export function SettingsPage({ title, lead, aside, above, children }: Props) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const back = above ?? (
    <Back to="/o/$slug/settings" params={{ slug }}>
      {t("settings.title")}
    </Back>
  );
  return (
    <Page title={title} above={back} {...(lead ? { lead } : {})} {...(aside ? { aside } : {})}>
      {children}
    </Page>
  );
}
