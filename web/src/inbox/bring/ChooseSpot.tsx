import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Bringing } from "./bringing";
import { spotIn } from "./spots";
import styles from "./Bring.module.css";

type Place = Extract<Bringing, { what: "place" }>;

interface Props {
  readonly bringing: Place;
  readonly onChange: (bringing: Place) => void;
}

const LONGEST = 200;

/** A place by its degrees, which a map's address tells, and what it is called. */
export function ChooseSpot({ bringing, onChange }: Props) {
  const { t } = useTranslation();
  const { where, spot, name, address } = bringing;
  return (
    <>
      <TextInput
        size="sm"
        label={t("inbox.bring.where")}
        description={t("inbox.bring.whereWhy")}
        placeholder="48.8566, 2.3522"
        error={where.trim() && !spot ? t("inbox.bring.nowhere") : undefined}
        value={where}
        onChange={(event) => onChange({ ...bringing, where: event.currentTarget.value, spot: spotIn(event.currentTarget.value) })}
      />
      <div className={styles.row}>
        <TextInput size="sm" label={t("inbox.bring.placeName")} maxLength={LONGEST} dir="auto" value={name} onChange={(event) => onChange({ ...bringing, name: event.currentTarget.value })} />
        <TextInput size="sm" label={t("inbox.bring.address")} maxLength={LONGEST} dir="auto" value={address} onChange={(event) => onChange({ ...bringing, address: event.currentTarget.value })} />
      </div>
      <p className={styles.hint}>{t("inbox.bring.textStays")}</p>
    </>
  );
}
