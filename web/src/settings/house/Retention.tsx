import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { Pill, Refusal } from "../parts";
import { SettingsPage } from "../SettingsPage";
import { useDoing } from "../useDoing";
import { keepFor, retentionOf, type Due } from "./queries";
import styles from "../Settings.module.css";

/** How long each kind of data is kept, what that rests on, and what goes next. */
export function Retention() {
  const { t, i18n } = useTranslation();
  const kinds = useQuery(retentionOf(usePlace().id, i18n.language));
  return (
    <SettingsPage title={t("settings.sections.retention")} lead={t("retention.lead")}>
      <Sheet label={t("settings.sections.retention")}>
        <Loaded from={kinds} height={320}>
          {(rows) => (
            <ul className={styles.list} data-lined>
              {rows.map((each) => (
                <Kind key={each.kind} due={each} />
              ))}
            </ul>
          )}
        </Loaded>
      </Sheet>
    </SettingsPage>
  );
}

function Kind({ due }: { readonly due: Due }) {
  const { t } = useTranslation();
  const { count, day } = useFormats();
  const place = usePlace();
  const [changes, setChanges] = useState(false);
  const many = (rows: number) => `${count(rows)}${due.at_least ? "+" : ""}`;
  const goes = due.days !== null ? t("retention.goes", { now: many(due.due_now), soon: many(due.due_in_30_days) }) : undefined;
  return (
    <li className={styles.list}>
      <div className={styles.thing}>
        <div className={styles.words}>
          <span className={styles.row}>
            <span className={styles.name}>{t(`retention.kinds.${due.kind}`)}</span>
            {due.own && <Pill>{t("retention.own")}</Pill>}
          </span>
          <span>{due.sentence}</span>
          {goes && <span className={styles.quiet}>{goes}</span>}
          <span className={styles.quiet}>
            {due.source} ({day(due.valid_from)})
          </span>
        </div>
        <div className={styles.row}>
          <strong>{due.days === null ? t("retention.noDays") : t("retention.days", { count: due.days, replace: { count: count(due.days) } })}</strong>
          {due.days !== null && may(place, "operations") && (
            <Button variant="default" size="compact-md" aria-label={t("retention.changeOf", { name: t(`retention.kinds.${due.kind}`) })} onClick={() => setChanges(true)}>
              {t("retention.change")}
            </Button>
          )}
        </div>
      </div>
      {changes && <Days due={due} onDone={() => setChanges(false)} />}
    </li>
  );
}

function Days({ due, onDone }: { readonly due: Due; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [days, setDays] = useState(due.days?.toString() ?? "");
  const { mutate, error, isPending } = useDoing(keepFor, {
    quiet: true,
    said: () => ({ text: t("retention.saved"), before: { kind: due.kind, days: due.own ? due.days : null } }),
    after: onDone,
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ kind: due.kind, days: Number(days) });
      }}
    >
      <Refusal error={error} />
      <TextInput
        type="number"
        min={due.least}
        max={due.most}
        required
        withAsterisk={false}
        autoFocus
        label={t("retention.keepFor")}
        description={t("retention.range", { least: due.least, most: due.most })}
        value={days}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      <p className={styles.quiet}>{t("retention.warning")}</p>
      <div className={styles.row}>
        <Button type="submit" loading={isPending}>
          {t("settings.save")}
        </Button>
        {due.own && (
          <Button variant="default" onClick={() => mutate({ kind: due.kind, days: null })}>
            {t("retention.default", { count: due.default_days ?? 0 })}
          </Button>
        )}
        <Button variant="subtle" onClick={onDone}>
          {t("settings.cancel")}
        </Button>
      </div>
    </form>
  );
}
