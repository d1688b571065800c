import { Button, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import styles from "./Segments.module.css";

/** Makes a list of people who are put in by hand; it needs no more than a name. */
export function NewList() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const [name, setName] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => read(api.POST("/segments", { body: { name, description: "", watched: false } })),
    onSuccess: async ({ id }) => {
      void queries.invalidateQueries({ queryKey: ["segments", place.id] });
      await navigate({ to: "/o/$slug/segments/$id", params: { slug: place.slug, id } });
    },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {t("segments.newList")}
      </Button>
      {opened && (
        <Dialog title={t("segments.newList")} unsaved={name.trim() !== ""} onClose={close}>
          <form
            className={styles.fields}
            onSubmit={(event) => {
              event.preventDefault();
              mutate();
            }}
          >
            <p className={styles.quiet}>{t("segments.newListWhy")}</p>
            <TextInput
              data-autofocus
              label={t("segments.name")}
              required
              withAsterisk={false}
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={error ? wordsOf(error) : undefined}
            />
            <div className={styles.row}>
              <Button type="submit" loading={isPending} disabled={name.trim() === ""}>
                {t("segments.make")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
