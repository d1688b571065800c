import { Button, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import { sendTest } from "./queries";
import styles from "./Templates.module.css";

/** Sends what is saved to a number on the allow-list. */
export function TestSend({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  const [phone, setPhone] = useState("");
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => sendTest(name, phone.trim()),
    onSuccess: () => {
      close();
      tell(t("templates.tested", { phone: phone.trim() }));
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
              label={t("templates.testTo")}
              description={t("templates.testWhy")}
              type="tel"
              required
              withAsterisk={false}
              data-autofocus
              value={phone}
              onChange={(event) => setPhone(event.currentTarget.value)}
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
