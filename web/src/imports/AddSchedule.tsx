import { Button, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import styles from "./Imports.module.css";

const TURNS = ["daily", "hourly"] as const;
const KINDS = ["url", "folder"] as const;
const NOTHING = { name: "", kind: "url", place: "", secret: "", every: "daily", at: "06:30" };

/** Has a file fetched by itself. It attests no consent: that is for a key, or for a file that somebody brings. */
export default function AddSchedule({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const [form, setForm] = useState(NOTHING);
  const set = (part: Partial<typeof NOTHING>) => setForm({ ...form, ...part });
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      api.POST("/imports/schedules", {
        body: {
          name: form.name,
          source: { kind: form.kind === "folder" ? "folder" : "url", place: form.place, secret: form.secret || null },
          every: form.every === "hourly" ? "hourly" : "daily",
          at: form.at,
          tags: [],
        },
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["imports", place.id] });
      tell(t("imports.scheduleAdded", { name: form.name }));
      onClose();
    },
  });
  return (
    <Dialog title={t("imports.addSchedule")} unsaved={form !== NOTHING} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextInput label={t("imports.scheduleName")} required withAsterisk={false} value={form.name} onChange={(event) => set({ name: event.currentTarget.value })} />
        <NativeSelect label={t("imports.from")} value={form.kind} onChange={(event) => set({ kind: event.currentTarget.value })} data={KINDS.map((value) => ({ value, label: t(`imports.kind.${value}`) }))} />
        <TextInput
          label={t(form.kind === "url" ? "imports.address" : "imports.path")}
          required
          withAsterisk={false}
          placeholder={form.kind === "url" ? "https://" : "people-*.csv"}
          value={form.place}
          onChange={(event) => set({ place: event.currentTarget.value })}
        />
        {form.kind === "url" && (
          <PasswordInput label={t("imports.secret")} description={t("imports.secretHint")} autoComplete="off" value={form.secret} onChange={(event) => set({ secret: event.currentTarget.value })} />
        )}
        <NativeSelect
          label={t("imports.howOften")}
          value={form.every}
          onChange={(event) => set({ every: event.currentTarget.value, at: event.currentTarget.value === "hourly" ? ":15" : "06:30" })}
          data={TURNS.map((value) => ({ value, label: t(`imports.turn.${value}`) }))}
        />
        <TextInput label={t("imports.at")} description={t("imports.atHint")} required withAsterisk={false} value={form.at} onChange={(event) => set({ at: event.currentTarget.value })} />
        <p className={styles.quiet}>{t("imports.scheduleConsent")}</p>
        {error && (
          <p role="alert" className={styles.failure}>
            {wordsOf(error)}
          </p>
        )}
        <div className={styles.row}>
          <Button type="submit" loading={isPending}>
            {t("imports.addSchedule")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
