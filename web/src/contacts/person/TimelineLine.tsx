import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import type { Line } from "./queries";
import { Trace } from "./Trace";
import styles from "./Timeline.module.css";

const NO_STEP = /\.0$/;

export function TimelineLine({ line }: { readonly line: Line }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const [opened, { toggle }] = useDisclosure(false);
  const tells = line.text && line.what !== "message.replied" && !line.sentence.includes(line.text); // what they wrote has a line of its own, which quotes it
  const traced = line.kind === "message" && may(place, "messages:read");
  return (
    <li className={styles.line} data-kind={line.kind} data-what={line.what}>
      <time className={styles.when} dateTime={line.at}>
        {moment(line.at)}
      </time>
      <p>{line.sentence}</p>
      {tells && (
        <blockquote className={styles.words} dir="auto">
          {line.text}
        </blockquote>
      )}
      {traced && (
        <Button variant="subtle" size="compact-sm" className={styles.more ?? ""} aria-expanded={opened} onClick={toggle}>
          {t(opened ? "person.hideTrace" : "person.showTrace")}
        </Button>
      )}
      {opened && <Trace message={line.key.replace(NO_STEP, "")} />}
    </li>
  );
}
