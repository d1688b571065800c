import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem, wordsOf } from "../api/problem";
import { Bubble } from "../phone/Bubble";
import { LetterLater } from "../phone/LetterLater";
import { Phone, type Scheme } from "../phone/Phone";
import { usePlace } from "../shell/usePlace";
import { useDebounced } from "../ui/useDebounced";
import { isEmail, isSms, type Body, type Channel } from "./body";
import { textOf } from "./gaps";
import { previewOf } from "./queries";
import { Sample } from "./Sample";
import { personOf } from "./samples";
import { Segments } from "./Segments";
import styles from "./Editor.module.css";

interface Props {
  readonly channel: Channel;
  readonly locale: string;
  readonly body: Body;
  /** What the message brings besides what is known of the person. */
  readonly brings?: Readonly<Record<string, string>>;
  /** What the phone shows, where a page has several. */
  readonly label?: string;
  /** Writes another text in place of a character that costs; nothing for those who only look. */
  readonly onReplace?: ((character: string, replacement: string) => void) | undefined;
  /** What stands below, of a message of so many segments. */
  readonly under?: (segments: number) => ReactNode;
}

const SCHEMES: readonly Scheme[] = ["light", "dark"];

/** The text on a phone, for somebody, as one types; below it what it costs as an SMS. */
export function Preview({ channel, locale, body, brings, label, onReplace, under }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const [scheme, setScheme] = useState<Scheme>("light");
  const [sample, setSample] = useState({ key: "known", person: personOf("known") });
  const rested = useDebounced(body);
  const empty = textOf(rested).trim() === "" || (isEmail(rested) && rested.subject.trim() === "");
  const { data, error } = useQuery({ ...previewOf(place.id, channel, locale, rested, brings ? { ...sample.person, values: brings } : sample.person), enabled: !empty });
  const shown = empty || error ? undefined : data;
  const wrong = error instanceof Problem && !empty ? error : undefined;
  return (
    <div className={styles.preview}>
      <div className={styles.tools}>
        <Sample value={sample.key} onChange={(key, person) => setSample({ key, person })} />
        {channel !== "email" && (
          <SegmentedControl
            aria-label={t("templates.scheme")}
            value={scheme}
            onChange={(value) => setScheme(value === "dark" ? "dark" : "light")}
            data={SCHEMES.map((value) => ({ value, label: t(`looks.${value}`) }))}
          />
        )}
      </div>
      {channel === "email" && <LetterLater from={place.name} subject={shown?.header ?? ""} text={shown?.text ?? textOf(body)} html={shown?.html ?? ""} />}
      {channel !== "email" && (
      <Phone look={channel === "whatsapp" ? "whatsapp" : "sms"} scheme={scheme} title={place.name} label={label ?? t("templates.onPhone")}>
        <Bubble
          from="us"
          text={shown?.text ?? (textOf(body) || t("templates.nothingYet"))}
          header={shown?.header ?? ""}
          footer={shown?.footer ?? ""}
          buttons={shown && shown.buttons.length > 0 ? shown.buttons.map((each, index) => <span key={index}>{each}</span>) : undefined}
        />
      </Phone>
      )}
      {wrong && (
        <p role="alert" className={styles.wrong}>
          {wordsOf(wrong)}
        </p>
      )}
      {shown && shown.missing.length > 0 && (
        <p role="status" className={styles.wrong}>
          {t("templates.missing", { names: shown.missing.join(", ") })}
        </p>
      )}
      {shown?.sms && isSms(rested) && <Segments text={shown.text} smart={rested.smart_encoding ?? false} count={shown.sms} onReplace={onReplace} />}
      {shown && under?.(shown.sms?.segments ?? 1)}
    </div>
  );
}
