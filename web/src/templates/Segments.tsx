import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { countOf } from "./queries";
import styles from "./Editor.module.css";

interface Props {
  readonly text: string;
  readonly smart: boolean;
  readonly count: Schemas["SmsCountShown"];
  readonly onReplace?: ((character: string, replacement: string) => void) | undefined;
}

/** How many parts carriers bill, in which alphabet, and which characters make it dearer. */
export function Segments({ text, smart, count, onReplace }: Props) {
  const { t, i18n } = useTranslation();
  const { count: number } = useFormats();
  const place = usePlace();
  const all = useQuery(countOf(place.id, text, smart)).data?.suggestions ?? [];
  const suggestions = all.filter(({ reason }) => reason === "two_septets" || count.encoding === "UCS-2"); // the others are replaced by themselves
  return (
    <div className={styles.segments}>
      <p role="status">
        <strong>{t("templates.segments", { count: count.segments })}</strong> · {count.encoding} · {t("templates.characters", { count: count.characters, replace: { count: number(count.characters) } })} ·{" "}
        {t("templates.left", { count: count.remaining })}
      </p>
      {count.encoding === "UCS-2" && <p className={styles.quiet}>{t("templates.ucs2", { most: count.per_segment })}</p>}
      {suggestions.length > 0 && (
        <ul className={styles.dear}>
          {suggestions.map(({ character, name, occurrences, replacement, segments_saved }) => (
            <li key={character}>
              <kbd>{character}</kbd>
              <span>
                {i18n.language === "en" ? name : codesOf(character)} × {occurrences}
                {segments_saved > 0 && <em>{t("templates.saves", { count: segments_saved })}</em>}
              </span>
              {replacement === null && <span className={styles.quiet}>{t("templates.noOther")}</span>}
              {replacement !== null && onReplace && (
                <Button size="compact-sm" variant="default" onClick={() => onReplace(character, replacement)}>
                  {replacement === "" ? t("templates.leaveOut") : t("templates.write", { replacement })}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const HEX = 16;
const LEAST_DIGITS = 4;

/** Unicode names characters in English alone; everywhere else their numbers stand for them. */
function codesOf(character: string): string {
  return [...character].map((each) => `U+${(each.codePointAt(0) ?? 0).toString(HEX).toUpperCase().padStart(LEAST_DIGITS, "0")}`).join(" ");
}
