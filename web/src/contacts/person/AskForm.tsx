import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { wordsOf } from "../../api/problem";
import { Dialog } from "../../ui/Dialog";
import styles from "./Person.module.css";

interface Props {
  readonly title: string;
  readonly why: string;
  /** The word on the button that does it. */
  readonly word: string;
  readonly unsaved: boolean;
  readonly error: unknown;
  readonly pending: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form in a dialogue that does one thing about a person: why, its fields, what went wrong, and the button. */
export function AskForm({ title, why, word, unsaved, error, pending, onSubmit, onClose, children }: Props) {
  return (
    <Dialog title={title} unsaved={unsaved} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <p>{why}</p>
        {children}
        {error !== null && (
          <p role="alert" className={styles.wrong}>
            {wordsOf(error)}
          </p>
        )}
        <div className={styles.row}>
          <Button type="submit" loading={pending}>
            {word}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
