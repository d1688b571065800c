import { SegmentedControl, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { choose, LANGUAGES, languageFor } from "../i18n";
import { Sheet } from "../ui/Page";
import styles from "./Account.module.css";

const SCHEMES: readonly MantineColorScheme[] = ["auto", "light", "dark"];

export function Looks() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const queries = useQueryClient();
  const toScheme = (value: string) => setColorScheme(SCHEMES.find((each) => each === value) ?? "auto");
  const speak = (value: string) => void choose(languageFor([value])).then(() => queries.invalidateQueries()); // the API speaks it, too
  return (
    <Sheet title={t("looks.title")}>
      <div className={styles.pair}>
        <span id="theme">{t("looks.theme")}</span>
        <div className={styles.row}>
          <SegmentedControl
            aria-labelledby="theme"
            value={colorScheme}
            onChange={toScheme}
            data={SCHEMES.map((value) => ({ value, label: t(`looks.${value}`) }))}
          />
        </div>
      </div>
      <div className={styles.pair}>
        <span id="language">{t("looks.language")}</span>
        <div className={styles.row}>
          <SegmentedControl
            aria-labelledby="language"
            value={languageFor([i18n.language])}
            onChange={speak}
            data={LANGUAGES.map((value) => ({ value, label: t(`looks.${value}`) }))}
          />
        </div>
      </div>
    </Sheet>
  );
}
