import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./Imports.module.css";

interface Props {
  readonly onBack: () => void;
  readonly onNext: () => void;
  readonly disabled: boolean;
  readonly next?: string;
  readonly loading?: boolean;
}

export function StepButtons({ onBack, onNext, disabled, next, loading = false }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.row}>
      <Button onClick={onNext} disabled={disabled} loading={loading}>
        {next ?? t("imports.next")}
      </Button>
      <Button variant="default" onClick={onBack}>
        {t("imports.previous")}
      </Button>
    </div>
  );
}
