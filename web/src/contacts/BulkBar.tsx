import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import type { Contact } from "./queries";
import styles from "./Contacts.module.css";

const DEEDS = {
  tag: lazy(() => import("./TagMany")),
  list: lazy(() => import("./ListMany")),
  suppress: lazy(() => import("./SuppressMany")),
};
const NAMES = ["tag", "list", "suppress"] as const;

interface Props {
  readonly chosen: readonly Contact[];
  readonly loaded: number;
  readonly onAll: () => void;
  readonly onNone: () => void;
}

/** What can be done with everybody who is ticked. */
export function BulkBar({ chosen, loaded, onAll, onNone }: Props) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const [deed, setDeed] = useState<keyof typeof DEEDS>();
  const Opened = deed && DEEDS[deed];
  return (
    <div className={styles.bulk} role="group" aria-label={t("contacts.bulk")}>
      <strong role="status">{t("contacts.chosen", { count: chosen.length, replace: { count: count(chosen.length) } })}</strong>
      {NAMES.map((each) => (
        <Button key={each} size="compact-md" variant="default" onClick={() => setDeed(each)}>
          {t(`contacts.deed.${each}`)}
        </Button>
      ))}
      {chosen.length < loaded && (
        <Button size="compact-md" variant="subtle" onClick={onAll}>
          {t("contacts.all", { count: loaded, replace: { count: count(loaded) } })}
        </Button>
      )}
      <Button size="compact-md" variant="subtle" onClick={onNone}>
        {t("contacts.none")}
      </Button>
      {Opened && (
        <Suspense fallback={null}>
          <Opened chosen={chosen} onClose={() => setDeed(undefined)} />
        </Suspense>
      )}
    </div>
  );
}
