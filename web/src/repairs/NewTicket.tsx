import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { contactOf } from "../contacts/person/queries";
import type { Contact } from "../contacts/queries";
import { faultOf, Refusal, Tick } from "../settings/parts";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Page, Sheet } from "../ui/Page";
import { languageName } from "../templates/languageName";
import { Chosen, Known } from "./Bringer";
import { openTicket } from "./queries";
import { useRepairs } from "./useRepairs";
import styles from "./Repairs.module.css";

const KINDS = ["phone", "tablet", "laptop", "console", "watch", "other"] as const;
const TEXTS = ["sms", "whatsapp"] as const;
const NOTHING = { phone: "", first: "", last: "", email: "", locale: "", kind: "phone" as (typeof KINDS)[number], brand: "", model: "", serial: "", problem: "", due: "" };
const FIELDS = ["owner.phone", "phone", "owner.email", "email"];

type Filled = typeof NOTHING;

function sentOf(filled: Filled, whose: Contact | undefined, kind: string, agreed: readonly (typeof TEXTS)[number][], welcome: boolean): Schemas["TicketSent"] {
  const given = (text: string) => text.trim() || null;
  const written = { phone: given(filled.phone), first_name: given(filled.first), last_name: given(filled.last), email: given(filled.email) };
  return {
    owner: { ...(whose ? { contact_id: whose.id } : written), locale: filled.locale || null, agreed: [...agreed] },
    device: { kind, brand: filled.brand.trim(), model: filled.model.trim(), serial: given(filled.serial), problem: given(filled.problem) },
    due_on: filled.due || null,
    welcome,
  };
}

/** Takes a device in at the counter: a phone number and what it is are enough. */
export function NewTicket() {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const back = (
    <Back to="/o/$slug/repairs" params={{ slug }}>
      {t("repairs.back")}
    </Back>
  );
  return (
    <Page title={t("repairs.new")} lead={t("repairs.form.lead")} above={back}>
      <Counter />
    </Page>
  );
}

function Counter() {
  const { t, i18n } = useTranslation();
  const { slug, id: place } = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/repairs/new" });
  const { contact } = useSearch({ from: "/o/$slug/repairs/new" });
  const { data: whose, isError } = useQuery({ ...contactOf(place, contact ?? ""), enabled: contact !== undefined });
  const named = contact !== undefined && !isError; // whoever is gone since is asked for anew
  const choose = (id?: string) => void navigate({ search: { contact: id }, replace: true });
  const [filled, setFilled] = useState(NOTHING);
  const [agreed, setAgreed] = useState<readonly (typeof TEXTS)[number][]>([]);
  const [welcome, setWelcome] = useState(true);
  const take = useRepairs(openTicket, {
    quiet: true,
    said: ({ number }) => t("repairs.form.taken", { number }),
    after: ({ id }) => void navigate({ to: "/o/$slug/repairs/$id", params: { slug, id } }),
  });
  const field = (name: keyof Filled, label: string, extra: object = {}) => (
    <TextInput label={label} dir="auto" value={filled[name]} onChange={(event) => setFilled({ ...filled, [name]: event.currentTarget.value })} {...extra} />
  );
  const fault = (name: string) => faultOf(take.error, `owner.${name}`) ?? faultOf(take.error, name);
  return (
    <form
      className={styles.counter}
      onSubmit={(event) => {
        event.preventDefault();
        take.mutate(sentOf(filled, named ? whose : undefined, t(`repairs.form.kinds.${filled.kind}`), agreed, welcome));
      }}
    >
      <Sheet title={t("repairs.form.who")}>
        {named && whose && <Chosen person={whose} onOther={() => choose()} />}
        {!named && field("phone", t("repairs.form.phone"), { type: "tel", inputMode: "tel", autoComplete: "off", autoFocus: true, required: filled.email.trim() === "", withAsterisk: false, error: fault("phone") })}
        {!named && <Known typed={filled.phone.trim() || filled.email} onChoose={(person) => choose(person.id)} />}
        <fieldset className={styles.ticks}>
          <legend>{t("repairs.form.agreed")}</legend>
          {TEXTS.map((channel) => (
            <Tick
              key={channel}
              label={t(`channel.${channel}`)}
              checked={agreed.includes(channel)}
              onChange={(on) => setAgreed(on ? [...agreed, channel] : agreed.filter((each) => each !== channel))}
            />
          ))}
          <p className={styles.quiet}>{t("repairs.form.agreedWhy")}</p>
        </fieldset>
        <div className={styles.fields}>
          {!named && (
            <>
              {field("first", t("repairs.form.firstName"))}
              {field("last", t("repairs.form.lastName"))}
              {field("email", t("repairs.form.email"), { type: "email", autoComplete: "off", error: fault("email") })}
            </>
          )}
          <NativeSelect
            label={t("repairs.form.language")}
            value={filled.locale}
            onChange={(event) => setFilled({ ...filled, locale: event.currentTarget.value })}
            data={[{ value: "", label: t("repairs.form.languageAny") }, ...["fr", "en"].map((value) => ({ value, label: languageName(value, i18n.language) }))]}
          />
        </div>
      </Sheet>
      <Sheet title={t("repairs.form.device")}>
        <div className={styles.fields}>
          <NativeSelect
            label={t("repairs.form.kind")}
            value={filled.kind}
            onChange={(event) => setFilled({ ...filled, kind: KINDS.find((each) => each === event.currentTarget.value) ?? "other" })}
            data={KINDS.map((value) => ({ value, label: t(`repairs.form.kinds.${value}`) }))}
          />
          {field("brand", t("repairs.form.brand"), { maxLength: 60 })}
          {field("model", t("repairs.form.model"), { maxLength: 60 })}
        </div>
        <Textarea label={t("repairs.form.problem")} rows={2} dir="auto" value={filled.problem} onChange={(event) => setFilled({ ...filled, problem: event.currentTarget.value })} />
        <details className={styles.more}>
          <summary>{t("repairs.form.more")}</summary>
          <div className={styles.fields}>
            {field("serial", t("repairs.form.serial"))}
            {field("due", t("repairs.form.due"), { type: "date" })}
          </div>
        </details>
      </Sheet>
      {welcome && agreed.length === 0 && filled.email.trim() === "" && !(named && whose?.emails.length) && <p role="status">{t("repairs.form.silent")}</p>}
      <Refusal error={take.error} fields={FIELDS} />
      <div className={styles.row}>
        <Button type="submit" size="md" loading={take.isPending} disabled={named && !whose}>
          {t("repairs.form.take")}
        </Button>
        <Tick label={t("repairs.form.welcome")} checked={welcome} onChange={setWelcome} />
      </div>
    </form>
  );
}
