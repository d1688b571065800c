import { Button, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { Icon } from "../ui/Icon";
import { NARROWED_BY, type Narrowing } from "./searching";
import styles from "./Contacts.module.css";

interface Props {
  readonly narrowing: Narrowing;
  readonly onNarrow: (more: Narrowing) => void;
  readonly onClear: () => void;
}

/** What the list is narrowed to by choice, each with a way out. */
export function Narrowed({ narrowing, onNarrow, onClear }: Props) {
  const { t } = useTranslation();
  const { country } = useFormats();
  const chosen = NARROWED_BY.flatMap((by) => {
    const value = narrowing[by];
    const shown = value && by === "country" && /^[A-Z]{2}$/.test(value) ? country(value) : value;
    return shown ? [{ by, what: t("contacts.chosenIs", { by: t(`contacts.${by}`), value: shown }) }] : [];
  });
  if (chosen.length === 0) return null;
  return (
    <ul className={styles.narrowed} aria-label={t("contacts.narrowedTo")}>
      {chosen.map(({ by, what }) => (
        <li key={by}>
          <UnstyledButton className={styles.lift} aria-label={t("contacts.lift", { what })} onClick={() => onNarrow({ [by]: undefined })}>
            <bdi>{what}</bdi>
            <Icon name="close" size={16} />
          </UnstyledButton>
        </li>
      ))}
      <li>
        <Button size="compact-md" variant="subtle" onClick={onClear}>
          {t("contacts.clearAll")}
        </Button>
      </li>
    </ul>
  );
}
