import { useTranslation } from "react-i18next";
import { Menu, MenuItem } from "../ui/Menu";
import styles from "./Simulator.module.css";

const EMOJI = ["👍", "❤️", "😂", "🙏", "👎"] as const;

/** What somebody can put below a message. */
export function ReactMenu({ onReact }: { readonly onReact: (emoji: string) => void }) {
  const { t } = useTranslation();
  return (
    <Menu
      opener={(opener) => (
        <button type="button" {...opener} className={styles.react}>
          {t("simulator.react")}
        </button>
      )}
    >
      {EMOJI.map((emoji) => (
        <MenuItem key={emoji} onChoose={() => onReact(emoji)}>
          {emoji}
        </MenuItem>
      ))}
    </Menu>
  );
}
