import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { Icon } from "./Icon";
import styles from "./Back.module.css";

function Anchor({ children, ...rest }: ComponentProps<"a">) {
  return (
    <a {...rest} className={styles.back}>
      <Icon name="back" size={18} />
      {children}
    </a>
  );
}

/** The way back to the list that a page is out of. */
export const Back = createLink(Anchor);
