import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Ask } from "../Ask";
import { useDoing } from "../useDoing";
import { revokeKey, type Key } from "./queries";
import { wordOf } from "./scopes";
import styles from "../Settings.module.css";

/** A key by the start of its secret: what it may do, when it was used, and its end, which is for good. */
export function KeyRow({ apiKey }: { readonly apiKey: Key }) {
  const { t } = useTranslation();
  const place = usePlace();
  const [asks, setAsks] = useState(false);
  const { mutate, isPending } = useDoing(() => revokeKey(apiKey.id), { said: () => ({ text: t("keys.isRevoked", { name: apiKey.name }) }), after: () => setAsks(false) });
  return (
    <li className={styles.thing}>
      <Words apiKey={apiKey} />
      {may(place, "keys:write") && apiKey.revoked_at === null && (
        <Button variant="default" aria-label={t("keys.revokeOf", { name: apiKey.name })} onClick={() => setAsks(true)}>
          {t("keys.revoke")}
        </Button>
      )}
      {asks && (
        <Ask
          title={t("keys.revokeOf", { name: apiKey.name })}
          text={t("keys.revokeWhat")}
          go={t("keys.revoke")}
          busy={isPending}
          onGo={() => mutate(undefined)}
          onClose={() => setAsks(false)}
        />
      )}
    </li>
  );
}

function Words({ apiKey: { name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at, consent_basis } }: { readonly apiKey: Key }) {
  const { t } = useTranslation();
  const { day, ago } = useFormats();
  const times = [
    t("keys.made", { day: day(created_at) }),
    last_used_at ? t("keys.used", { when: ago(last_used_at) }) : t("keys.unused"),
    revoked_at ? t("keys.ended", { day: day(revoked_at) }) : expires_at ? t("keys.expires", { day: day(expires_at) }) : undefined,
  ];
  return (
    <div className={styles.words}>
      <span className={styles.name} dir="auto">
        {name}
      </span>
      <span className={styles.quiet}>
        <code>{prefix}…</code> · {times.filter(Boolean).join(" · ")}
      </span>
      {consent_basis && <span className={styles.quiet}>{t("keys.attests", { source: consent_basis.source })}</span>}
      <details>
        <summary>{t("people.exactly", { count: scopes.length })}</summary>
        <ul>
          {scopes.map((scope) => (
            <li key={scope}>{t(`scopes.${wordOf(scope)}`)}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}
