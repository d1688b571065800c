import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/Dialog";
import styles from "./Shortcuts.module.css";

const KEYS = [
  { name: "search", keys: ["Ctrl", "K"] },
  { name: "help", keys: ["?"] },
  { name: "next", keys: ["Tab"] },
  { name: "choose", keys: ["↑", "↓"] },
  { name: "take", keys: ["Enter"] },
  { name: "close", keys: ["Esc"] },
] as const;

/** What the keyboard does. */
export default function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("shortcuts.title")} onClose={onClose}>
      <dl className={styles.keys}>
        {KEYS.map(({ name, keys }) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`shortcuts.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
