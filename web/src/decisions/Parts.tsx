import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Chips } from "../ui/Chips";
import { Page } from "../ui/Page";
import styles from "./Decisions.module.css";

interface Props {
  readonly part: "unclear" | "unconfirmed";
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** What only a person can decide, in two parts. */
export function Parts({ part, aside, children }: Props) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const navigate = useNavigate();
  return (
    <Page title={t("decisions.title")} lead={t(`decisions.lead.${part}`)}>
      <div className={styles.tools}>
        <Chips
          label={t("decisions.title")}
          value={part}
          choices={[
            { value: "unclear", label: t("decisions.part.unclear") },
            { value: "unconfirmed", label: t("decisions.part.unconfirmed") },
          ]}
          onChoose={(to) => void navigate({ to: to === "unclear" ? "/o/$slug/decisions" : "/o/$slug/decisions/unconfirmed", params: { slug } })}
        />
        {aside}
      </div>
      {children}
    </Page>
  );
}
