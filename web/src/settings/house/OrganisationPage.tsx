import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may, sessionQuery } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { faultOf, Refusal } from "../parts";
import { SettingsPage } from "../SettingsPage";
import { useDoing } from "../useDoing";
import { changeOrganisation, organisationOf, type Organisation } from "./queries";
import styles from "../Settings.module.css";

const LOCALES = ["fr", "en", "de", "es", "it"] as const;

export function OrganisationPage() {
  const { t } = useTranslation();
  const organisation = useQuery(organisationOf(usePlace().id));
  return (
    <SettingsPage title={t("settings.sections.organisation")} lead={t("house.lead")}>
      <Loaded from={organisation} height={320}>
        {(found) => <Profile key={found.id} organisation={found} />}
      </Loaded>
    </SettingsPage>
  );
}

function profileOf({ name, time_zone, locale, region }: Organisation) {
  return { name, time_zone, locale, region };
}

/** Name, time zone, language and region; what can't be changed any more says why. */
function Profile({ organisation }: { readonly organisation: Organisation }) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const router = useRouter();
  const before = profileOf(organisation);
  const [given, setGiven] = useState(before);
  const { mutate, error, isPending } = useDoing(changeOrganisation, {
    quiet: true,
    said: () => ({ text: t("house.saved"), before }),
    after: (answer) => {
      setGiven(profileOf(answer));
      void queries.invalidateQueries({ queryKey: sessionQuery.queryKey, exact: true }).then(() => router.invalidate());
    },
  });
  const change = (field: keyof typeof given) => (event: { currentTarget: { value: string } }) => setGiven({ ...given, [field]: event.currentTarget.value });
  const names = new Intl.DisplayNames(i18n.language, { type: "language" });
  const locales = [...new Set([given.locale, ...LOCALES])].map((value) => ({ value, label: names.of(value) ?? value }));
  const readOnly = !may(place, "operations");
  const changed = Object.entries(given).some(([field, value]) => before[field as keyof typeof before] !== value); // the keys are those of `given`
  return (
    <Sheet label={t("settings.sections.organisation")}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate(given);
        }}
      >
        <Refusal error={error} fields={["name", "time_zone", "locale", "region"]} />
        <TextInput label={t("house.name")} required withAsterisk={false} maxLength={200} readOnly={readOnly} value={given.name} onChange={change("name")} error={faultOf(error, "name")} />
        <TextInput
          label={t("house.zone")}
          description={t("house.zoneHint")}
          list="house-zones"
          required
          withAsterisk={false}
          readOnly={readOnly}
          value={given.time_zone}
          onChange={change("time_zone")}
          error={faultOf(error, "time_zone")}
        />
        <datalist id="house-zones">
          {Intl.supportedValuesOf("timeZone").map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <NativeSelect label={t("house.locale")} description={t("house.localeHint")} disabled={readOnly} value={given.locale} onChange={change("locale")} data={locales} />
        <TextInput
          label={t("house.region")}
          description={t("house.regionHint")}
          required
          withAsterisk={false}
          maxLength={2}
          readOnly={readOnly}
          value={given.region}
          onChange={(event) => setGiven({ ...given, region: event.currentTarget.value.toUpperCase() })}
          error={faultOf(error, "region")}
        />
        <p className={styles.quiet}>{t("house.fixed", { currency: organisation.currency, slug: organisation.slug })}</p>
        {readOnly && <p className={styles.quiet}>{t("wrong.lookOnly")}</p>}
        {!readOnly && (
          <div className={styles.row}>
            <Button type="submit" loading={isPending} disabled={!changed}>
              {t("settings.save")}
            </Button>
          </div>
        )}
      </form>
    </Sheet>
  );
}
