import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { useDebounced } from "../ui/useDebounced";
import type { Body, Channel } from "./body";
import { textOf } from "./gaps";
import { lacksOf, type Purpose } from "./queries";
import styles from "./Editor.module.css";

interface Props {
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly locale: string;
  readonly body: Body;
  /** Puts words into the text: who writes at its beginning, how to stop at its end. */
  readonly onAdd?: ((words: string, needed: "opt_out" | "sender_name") => void) | undefined;
}

/** What the law of the organisation's own country asks for in the text and does not find. */
export function Lacks({ channel, purpose, locale, body, onAdd }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const rested = useDebounced(body);
  const asks = textOf(rested).trim() !== "" && may(place, "campaigns:read");
  const { data } = useQuery({ ...lacksOf(place.id, channel, purpose, locale, rested), enabled: asks });
  const items = asks ? (data?.items ?? []) : [];
  return items.map(({ needed, where, suggestion, example, blocking }) => (
    <div key={needed + where} className={styles.lack} data-blocking={blocking || undefined} role="status">
      <p>
        <strong>{t(needed === "opt_out" ? "templates.lacksStop" : "templates.lacksName", { where })}</strong> {t(blocking ? "templates.blocks" : "templates.advises")}{" "}
        {needed === "opt_out" && t("templates.usual", { example })}
      </p>
      {onAdd && (
        <Button size="compact-sm" variant="default" onClick={() => onAdd(suggestion, needed)}>
          {t("templates.add", { words: suggestion })}
        </Button>
      )}
    </div>
  ));
}
