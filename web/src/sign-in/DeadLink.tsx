import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import styles from "./Frame.module.css";

/** A link that opens nothing any more, and the way on. */
export function DeadLink({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  return (
    <>
      <p role="alert" className={styles.wrong}>
        {wordsOf(error)}
      </p>
      <Button component={Link} to="/sign-in">
        {t("signIn.go")}
      </Button>
    </>
  );
}
