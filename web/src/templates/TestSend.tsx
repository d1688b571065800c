import { Button, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import type { Channel } from "./body";
import { sendTest } from "./queries";
import styles from "./Templates.module.css";

/** Sends what is saved to a number, or by email to an address, on the allow-list. */
export function TestSend({ name, channel }: { readonly name: string; readonly channel: Channel }) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  const [to, setTo] = useState("");
  const byEmail = channel === "email";
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => sendTest(name, channel, to.trim()),
    onSuccess: () => {
      close();
      tell(t("templates.tested", { phone: to.trim() }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          reset();
          open();
        }}
      >
        {t("templates.test")}
      </Button>
      {opened && (
        <Dialog title={t("templates.test")} onClose={close}>
          <form onSubmit={submit} className={styles.form}>
            <TextInput
              label={t(byEmail ? "templates.testToEmail" : "templates.testTo")}
              description={t("templates.testWhy")}
              type={byEmail ? "email" : "tel"}
              required
              withAsterisk={false}
              data-autofocus
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
              error={error ? wordsOf(error) : undefined}
            />
            <Button type="submit" loading={isPending}>
              {t("templates.testGo")}
            </Button>
          </form>
        </Dialog>
      )}
    </>
  );
}
