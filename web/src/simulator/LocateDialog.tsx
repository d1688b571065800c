import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/Dialog";
import styles from "./Simulator.module.css";

export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string;
}

interface Props {
  readonly busy: boolean;
  readonly onGo: (spot: Spot) => void;
  readonly onClose: () => void;
}

/** Where somebody says that they are; it begins at a place that everybody knows. */
export function LocateDialog({ busy, onGo, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState("Tour Eiffel, Paris");
  const [latitude, setLatitude] = useState("48.8584");
  const [longitude, setLongitude] = useState("2.2945");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onGo({ latitude: Number(latitude), longitude: Number(longitude), name: name.trim() });
  };
  const degrees = (label: string, value: string, most: number, change: (value: string) => void) => (
    <TextInput type="number" step="any" min={-most} max={most} required withAsterisk={false} label={label} value={value} onChange={(event) => change(event.currentTarget.value)} />
  );
  return (
    <Dialog title={t("simulator.sendPlace")} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput label={t("simulator.placeName")} maxLength={200} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        {degrees(t("simulator.latitude"), latitude, 90, setLatitude)}
        {degrees(t("simulator.longitude"), longitude, 180, setLongitude)}
        <div>
          <Button type="submit" loading={busy}>
            {t("simulator.send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
