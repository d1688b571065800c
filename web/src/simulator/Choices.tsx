import type { Message } from "./queries";
import styles from "./Simulator.module.css";

interface Props {
  readonly message: Message;
  readonly onPress: ((id: string, button: string) => void) | undefined;
}

/** What can be pressed below a message; the rows of a list show once it is opened. */
export function Choices({ message: { id, buttons, opens }, onPress }: Props) {
  const choices = buttons.map(({ text, description, answers }, place) =>
    answers && onPress ? (
      <button key={place} type="button" onClick={() => onPress(id, text)}>
        {text}
        {description && <small>{description}</small>}
      </button>
    ) : (
      <span key={place}>{text}</span>
    ),
  );
  if (!opens) return choices;
  return (
    <details className={styles.choices}>
      <summary>{opens}</summary>
      {choices}
    </details>
  );
}
