import { Button, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { Problem, wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import styles from "./Courses.module.css";

const FIELDS = [
  { name: "name", type: "text", required: true },
  { name: "key", type: "text", required: true },
  { name: "starts_on", type: "date", required: false },
  { name: "ends_on", type: "date", required: false },
  { name: "capacity", type: "number", required: false },
] as const;

type Name = (typeof FIELDS)[number]["name"];

const NOTHING: Readonly<Record<Name, string>> = { name: "", key: "", starts_on: "", ends_on: "", capacity: "" };

/** Makes a course; its key is what other systems call it, and never changes. */
export function NewCourse() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const [told, setTold] = useState(NOTHING);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => read(api.POST("/courses", { body: { key: told.key, name: told.name, starts_on: told.starts_on || null, ends_on: told.ends_on || null, capacity: told.capacity ? Number(told.capacity) : null } })),
    onSuccess: async ({ key }) => {
      void queries.invalidateQueries({ queryKey: ["courses", place.id] });
      await navigate({ to: "/o/$slug/courses/$key", params: { slug: place.slug, key } });
    },
  });
  const at = error instanceof Problem ? error.field : undefined;
  return (
    <>
      <Button onClick={open}>{t("courses.new")}</Button>
      {opened && (
        <Dialog title={t("courses.new")} unsaved={JSON.stringify(told) !== JSON.stringify(NOTHING)} onClose={close}>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              mutate();
            }}
          >
            {FIELDS.map(({ name, type, required }) => (
              <TextInput
                key={name}
                data-autofocus={name === "name" || undefined}
                label={t(`courses.fields.${name}`)}
                description={name === "key" ? t("courses.keyHint") : undefined}
                type={type}
                min={type === "number" ? 1 : undefined}
                required={required}
                withAsterisk={false}
                value={told[name]}
                onChange={(event) => setTold({ ...told, [name]: event.currentTarget.value })}
                error={error && at === name ? wordsOf(error) : undefined}
              />
            ))}
            {error && !FIELDS.some(({ name }) => name === at) && <p className={styles.bad}>{wordsOf(error)}</p>}
            <Button type="submit" loading={isPending}>
              {t("courses.make")}
            </Button>
          </form>
        </Dialog>
      )}
    </>
  );
}
