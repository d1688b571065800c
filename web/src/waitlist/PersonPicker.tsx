import "@mantine/core/styles/Radio.css";
import { Radio, Skeleton, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { nameOf } from "../contacts/naming";
import { contactsOf } from "../contacts/queries";
import { wantedIn } from "../contacts/searching";
import { usePlace } from "../shell/usePlace";
import { useDebounced } from "../ui/useDebounced";
import styles from "./Waitlist.module.css";

const SHOWN = 8;

interface Props {
  readonly chosen: string;
  readonly onChoose: (contact: string) => void;
}

/** Finds somebody among the contacts by name, number or email, and chooses them. */
export function PersonPicker({ chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const [typed, setTyped] = useState("");
  const wanted = wantedIn(useDebounced(typed));
  const found = useInfiniteQuery({ ...contactsOf(place.id, wanted), enabled: Object.keys(wanted).length > 0 });
  const people = (found.data?.pages[0]?.items ?? []).slice(0, SHOWN);
  return (
    <>
      <TextInput label={t("waitlist.who")} description={t("contacts.searchHint")} value={typed} data-autofocus onChange={(event) => setTyped(event.currentTarget.value)} />
      {found.isFetching && !found.data && <Skeleton height={60} />}
      {found.data && people.length === 0 && <p className={styles.quiet}>{t("waitlist.noSuchPerson")}</p>}
      {people.length > 0 && (
        <Radio.Group value={chosen} onChange={onChoose} label={t("waitlist.whichPerson")}>
          <div className={styles.choices}>
            {people.map((person) => (
              <Radio key={person.id} value={person.id} label={nameOf(person) || t("contacts.noName")} description={[...person.phones, ...person.emails].map((each) => each.value).join(", ")} />
            ))}
          </div>
        </Radio.Group>
      )}
      {found.error && <p role="alert">{wordsOf(found.error)}</p>}
    </>
  );
}
