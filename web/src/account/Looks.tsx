import { SegmentedControl, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { choose, LANGUAGES, languageFor } from "../i18n";
import { Sheet } from "../ui/Page";
import styles from "./Account.module.css";

const SCHEMES: readonly MantineColorScheme[] = ["auto", "light", "dark"];

export function Looks() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const toScheme = (value: string) => setColorScheme(SCHEMES.find((each) => each === value) ?? "auto");
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
            onChange={(value) => void choose(languageFor([value]))}
            data={LANGUAGES.map((value) => ({ value, label: t(`looks.${value}`) }))}
          />
        </div>
      </div>
    </Sheet>
  );
}
