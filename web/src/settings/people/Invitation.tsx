import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Sheet } from "../../ui/Page";
import { CopyLine } from "../parts";
import styles from "../Settings.module.css";

interface Props {
  readonly name: string;
  readonly href: string;
  readonly onKept: () => void;
}

/** The link of a new member, shown this once. */
export function Invitation({ name, href, onKept }: Props) {
  const { t } = useTranslation();
  return (
    <Sheet title={t("people.link", { name })}>
      <p className={styles.quiet}>{t("people.linkWhy")}</p>
      <CopyLine label={t("people.linkLabel")} text={href} />
      <div className={styles.row}>
        <Button onClick={onKept}>{t("people.handedOver")}</Button>
      </div>
    </Sheet>
  );
}
