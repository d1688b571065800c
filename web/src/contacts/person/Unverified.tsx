import { Button, Radio, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client";
import { wordsOf } from "../../api/problem";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { Ask } from "../../settings/Ask";
import { usePlace } from "../../shell/usePlace";
import { Dialog } from "../../ui/Dialog";
import { Sheet } from "../../ui/Page";
import { tell } from "../../ui/toasts";
import styles from "./Person.module.css";

const WAYS = ["in_person", "by_phone", "in_writing"] as const;

/** An email that they gave for themselves: until it is verified nothing but its own link goes there. Most people have none. */
export default function Unverified({ id, email }: { readonly id: string; readonly email: Schemas["UnverifiedEmailShown"] }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const queries = useQueryClient();
  const [verifying, setVerifying] = useState(false);
  const [how, setHow] = useState<string>("");
  const [dropped, setDropped] = useState(false);
  const at = { contact_id: id, address_id: email.address_id };
  const after = (words: "person.unverified.verified" | "person.unverified.dropped") => {
    setVerifying(false);
    setDropped(false);
    tell(t(words));
    void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
  };
  const onError = (error: unknown) => tell(wordsOf(error), { tone: "bad" });
  const declaring = useMutation({
    mutationFn: (chosen: (typeof WAYS)[number]) => api.POST("/contacts/{contact_id}/unverified-emails/{address_id}/verify", { params: { path: at }, body: { how: chosen } }),
    onSuccess: () => after("person.unverified.verified"),
    onError,
  });
  const dropping = useMutation({
    mutationFn: () => api.DELETE("/contacts/{contact_id}/unverified-emails/{address_id}", { params: { path: at } }),
    onSuccess: () => after("person.unverified.dropped"),
    onError,
  });
  const way = WAYS.find((each) => each === how);
  return (
    <Sheet title={t("person.unverified.title")}>
      <div className={styles.address}>
        <strong dir="ltr">{email.email}</strong>
        <span className={styles.quiet}>{t("person.unverified.since", { when: moment(email.given_at) })}</span>
        <span className={styles.quiet}>{email.link_expires_at ? t("person.unverified.link", { when: moment(email.link_expires_at) }) : t("person.unverified.noLink")}</span>
      </div>
      {may(place, "contacts:write") && (
        <div className={styles.row}>
          <Button size="compact-md" onClick={() => setVerifying(true)}>
            {t("person.unverified.declare")}
          </Button>
          <Button variant="default" size="compact-md" onClick={() => setDropped(true)}>
            {t("person.unverified.drop")}
          </Button>
        </div>
      )}
      {dropped && (
        <Ask
          title={t("person.unverified.drop")}
          text={t("person.unverified.dropWhat", { email: email.email })}
          go={t("person.forget")}
          busy={dropping.isPending}
          onGo={() => dropping.mutate()}
          onClose={() => setDropped(false)}
        />
      )}
      {verifying && (
        <Dialog title={t("person.unverified.declare")} onClose={() => setVerifying(false)}>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (way) declaring.mutate(way);
            }}
          >
            <Radio.Group label={t("person.unverified.how", { email: email.email })} description={t("person.unverified.audited")} value={how} onChange={setHow}>
              <Stack gap="sm" mt="sm">
                {WAYS.map((each) => (
                  <Radio key={each} value={each} label={t(`person.unverified.${each}`)} />
                ))}
              </Stack>
            </Radio.Group>
            <div className={styles.row}>
              <Button type="submit" disabled={!way} loading={declaring.isPending}>
                {t("person.unverified.declare")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </Sheet>
  );
}
