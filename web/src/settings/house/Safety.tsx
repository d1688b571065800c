import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Ask } from "../Ask";
import { Loaded } from "../Loaded";
import { Note, Tick } from "../parts";
import { SettingsPage } from "../SettingsPage";
import { useDoing } from "../useDoing";
import { allow, allowedOf, disallow, organisationOf, resumeSending, sendToListed, stopSending, type Organisation } from "./queries";
import styles from "../Settings.module.css";

/** The switch that stops everything, and the list of those who are sent to while trying out. */
export function Safety() {
  const { t } = useTranslation();
  const organisation = useQuery(organisationOf(usePlace().id));
  return (
    <SettingsPage title={t("settings.sections.safety")} lead={t("safety.lead")}>
      <Loaded from={organisation} height={320}>
        {(found) => (
          <>
            <Switch organisation={found} />
            <AllowList organisation={found} />
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function Switch({ organisation: { name, stopped_at, stopped_reason } }: { readonly organisation: Organisation }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const [asks, setAsks] = useState(false);
  const resume = useDoing(() => resumeSending(), { said: () => ({ text: t("safety.resumed") }) });
  const stop = useDoing(stopSending, { said: () => ({ text: t("safety.isStopped"), undo: () => resume.mutate(undefined) }), after: () => setAsks(false) });
  const writes = may(place, "operations");
  return (
    <Sheet title={t("safety.stop")}>
      {stopped_at ? (
        <Note tone="bad">
          <strong>{t("safety.stopped", { when: moment(stopped_at) })}</strong>
          <p>{stopped_reason}</p>
        </Note>
      ) : (
        <p className={styles.quiet}>{t("safety.stopWhy")}</p>
      )}
      {writes && (
        <div className={styles.row}>
          {stopped_at ? (
            <Button loading={resume.isPending} onClick={() => resume.mutate(undefined)}>
              {t("safety.resume")}
            </Button>
          ) : (
            <Button color="red.8" onClick={() => setAsks(true)}>
              {t("safety.stopAll")}
            </Button>
          )}
        </div>
      )}
      {asks && (
        <Ask
          title={t("safety.stopOf", { name })}
          text={t("safety.stopWhat")}
          wants={t("channels.why")}
          go={t("safety.stopAll")}
          busy={stop.isPending}
          onGo={(reason) => stop.mutate(reason)}
          onClose={() => setAsks(false)}
        />
      )}
    </Sheet>
  );
}

function AllowList({ organisation: { allow_list_only } }: { readonly organisation: Organisation }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const place = usePlace();
  const allowed = useQuery(allowedOf(place.id));
  const [typed, setTyped] = useState("");
  const only = useDoing(sendToListed, { said: (_answer, given) => ({ text: t(given ? "safety.onlyListed" : "safety.everybody"), before: allow_list_only }) });
  const add = useDoing(allow, {
    said: ({ added, invalid }) => ({ text: [t("safety.added", { count: added }), ...invalid.map((each) => each.message)].join(" ") }),
    after: () => setTyped(""),
  });
  const drop = useDoing(disallow, { said: () => ({ text: t("safety.dropped") }) });
  const writes = may(place, "operations");
  return (
    <Sheet title={t("safety.allowList")}>
      <p className={styles.quiet}>{t("safety.allowWhy")}</p>
      <Tick label={t("safety.only")} checked={allow_list_only} disabled={!writes} onChange={(to) => only.mutate(to)} />
      {writes && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate(typed.split(/[\n,;]+/u).map((each) => each.trim()).filter(Boolean));
          }}
        >
          <Textarea label={t("safety.numbers")} description={t("safety.numbersHint")} required withAsterisk={false} rows={2} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
          <div className={styles.row}>
            <Button type="submit" variant="default" loading={add.isPending}>
              {t("safety.add")}
            </Button>
          </div>
        </form>
      )}
      <Loaded from={allowed} height={60}>
        {({ items }) => (
          <ul className={styles.list} data-lined>
            {items.map(({ id, label, added_at }) => (
              <li key={id} className={styles.thing}>
                <span>
                  {label} <span className={styles.quiet}>{day(added_at)}</span>
                </span>
                {writes && (
                  <Button variant="default" size="compact-md" aria-label={t("safety.dropOf", { name: label })} onClick={() => drop.mutate(id)}>
                    {t("safety.drop")}
                  </Button>
                )}
              </li>
            ))}
            {items.length === 0 && <li className={styles.quiet}>{t("safety.nobody")}</li>}
          </ul>
        )}
      </Loaded>
    </Sheet>
  );
}
