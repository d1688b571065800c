import { marked } from "./marked";
import styles from "./Phone.module.css";

interface Props {
  readonly text: string;
  /** Whether links lead anywhere; elsewhere the text is a picture of a message. */
  readonly opens?: boolean | undefined;
}

/** A text with its links and WhatsApp's own marks (*bold*, _italic_, ~struck~). */
export function Said({ text, opens }: Props) {
  return (
    <span className={styles.text}>
      {marked(text).map(({ mark, text: part }, place) => {
        if (mark === "bold") return <b key={place}>{part}</b>;
        if (mark === "italic") return <i key={place}>{part}</i>;
        if (mark === "struck") return <s key={place}>{part}</s>;
        if (mark === "link" && opens) {
          return (
            <a key={place} className={styles.link} href={part} target="_blank" rel="noreferrer">
              {part}
            </a>
          );
        }
        return mark === "link" ? (
          <span key={place} className={styles.link}>
            {part}
          </span>
        ) : (
          part
        );
      })}
    </span>
  );
}
