import { marked } from "./marked";
import styles from "./Phone.module.css";

/** A text with its links and WhatsApp's own marks (*bold*, _italic_, ~struck~). Nothing in it can be clicked: it is a picture of a message. */
export function Said({ text }: { readonly text: string }) {
  return (
    <span className={styles.text}>
      {marked(text).map(({ mark, text: part }, place) => {
        if (mark === "bold") return <b key={place}>{part}</b>;
        if (mark === "italic") return <i key={place}>{part}</i>;
        if (mark === "struck") return <s key={place}>{part}</s>;
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
