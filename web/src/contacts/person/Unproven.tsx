import { Button, Radio, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read, type Schemas } from "../../api/client";
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

/** An email that they gave for themselves: until it is proven nothing but its own link goes there. Most people have none. */
export default function Unproven({ id, email }: { readonly id: string; readonly email: Schemas["UnprovenEmailShown"] }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const queries = useQueryClient();
  const [proving, setProving] = useState(false);
  const [how, setHow] = useState<string>("");
  const [dropped, setDropped] = useState(false);
  const at = { contact_id: id, address_id: email.address_id };
  const after = (words: "person.unproven.proven" | "person.unproven.dropped") => {
    setProving(false);
    setDropped(false);
    tell(t(words));
    void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
  };
  const onError = (error: unknown) => tell(wordsOf(error), { tone: "bad" });
  const declaring = useMutation({
    mutationFn: (chosen: (typeof WAYS)[number]) => read(api.POST("/contacts/{contact_id}/unproven-emails/{address_id}/prove", { params: { path: at }, body: { how: chosen } })),
    onSuccess: () => after("person.unproven.proven"),
    onError,
  });
  const dropping = useMutation({
    mutationFn: () => read(api.DELETE("/contacts/{contact_id}/unproven-emails/{address_id}", { params: { path: at } })),
    onSuccess: () => after("person.unproven.dropped"),
    onError,
  });
  const way = WAYS.find((each) => each === how);
  return (
    <Sheet title={t("person.unproven.title")}>
      <div className={styles.address}>
        <strong dir="ltr">{email.email}</strong>
        <span className={styles.quiet}>{t("person.unproven.since", { when: moment(email.claimed_at) })}</span>
        <span className={styles.quiet}>{email.link_expires_at ? t("person.unproven.link", { when: moment(email.link_expires_at) }) : t("person.unproven.noLink")}</span>
      </div>
      {may(place, "contacts:write") && (
        <div className={styles.row}>
          <Button size="compact-md" onClick={() => setProving(true)}>
            {t("person.unproven.declare")}
          </Button>
          <Button variant="default" size="compact-md" onClick={() => setDropped(true)}>
            {t("person.unproven.drop")}
          </Button>
        </div>
      )}
      {dropped && (
        <Ask
          title={t("person.unproven.drop")}
          text={t("person.unproven.dropWhat", { email: email.email })}
          go={t("person.forget")}
          busy={dropping.isPending}
          onGo={() => dropping.mutate()}
          onClose={() => setDropped(false)}
        />
      )}
      {proving && (
        <Dialog title={t("person.unproven.declare")} onClose={() => setProving(false)}>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (way) declaring.mutate(way);
            }}
          >
            <Radio.Group label={t("person.unproven.how", { email: email.email })} description={t("person.unproven.audited")} value={how} onChange={setHow}>
              <Stack gap="sm" mt="sm">
                {WAYS.map((each) => (
                  <Radio key={each} value={each} label={t(`person.unproven.${each}`)} />
                ))}
              </Stack>
            </Radio.Group>
            <div className={styles.row}>
              <Button type="submit" disabled={!way} loading={declaring.isPending}>
                {t("person.unproven.declare")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </Sheet>
  );
}
