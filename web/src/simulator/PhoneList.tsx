import { Button, Skeleton, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { useDebounced } from "../ui/useDebounced";
import { namesOf, numberOf } from "./opened";
import { phonesOf } from "./queries";
import { useStill } from "./useStill";
import styles from "./Simulator.module.css";

interface Props {
  readonly opened: readonly string[];
  readonly onOpen: (number: string) => void;
}

/** Everybody who got or wrote something, latest first; a number that is not there yet can be opened too. */
export function PhoneList({ opened, onOpen }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const [typed, setTyped] = useState("");
  const { data } = useQuery(phonesOf(place.id, useDebounced(typed.trim())));
  const { shown, still } = useStill(data?.items);
  const fresh = numberOf(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fresh) onOpen(fresh);
  };
  return (
    <section className={styles.list} aria-label={t("simulator.phones")}>
      <form onSubmit={submit}>
        <TextInput
          type="search"
          inputMode="tel"
          aria-label={t("simulator.search")}
          placeholder={t("simulator.search")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {fresh && !data?.items.some(({ number }) => number === fresh) && (
          <Button type="submit" variant="default">
            {t("simulator.openNumber", { number: fresh })}
          </Button>
        )}
      </form>
      {!data && <Skeleton height={240} radius="lg" />}
      {data?.items.length === 0 && <p className={styles.quiet}>{t("simulator.noMessages")}</p>}
      <ul {...still}>
        {shown?.map(({ number, unreachable, latest, people }) => (
          <li key={number}>
            <button type="button" className={styles.number} aria-current={opened.includes(number) ? "true" : undefined} onClick={() => onOpen(number)}>
              <strong dir="auto">{namesOf(people) || number}</strong>
              {people.length > 0 && <span className={styles.small}>{number}</span>}
              <span className={styles.latest} dir="auto">
                {latest?.from_person ? "← " : ""}
                {latest ? latest.text : t("simulator.quietPhone")}
              </span>
              {latest && <time dateTime={latest.at}>{moment(latest.at)}</time>}
              {unreachable && <em>{t("simulator.outOfReach")}</em>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
