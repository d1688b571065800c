import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { nameOf } from "../contacts/naming";
import { contactsOf, type Contact } from "../contacts/queries";
import { wantedIn } from "../contacts/searching";
import { usePlace } from "../shell/usePlace";
import { useDebounced } from "../ui/useDebounced";
import styles from "./Repairs.module.css";

const SHOWN = 5;

/** Who has the number or email that was just written, so that the counter sees that they are known, and may say that it is them. */
export function Known({ typed, onChoose }: { readonly typed: string; readonly onChoose: (contact: Contact) => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { phone, email } = wantedIn(useDebounced(typed));
  const wanted = phone ? { phone } : email ? { email } : undefined;
  const found = useInfiniteQuery({ ...contactsOf(place.id, wanted ?? {}), enabled: wanted !== undefined });
  const people = wanted ? (found.data?.pages[0]?.items ?? []).slice(0, SHOWN) : [];
  if (people.length === 0) return null;
  return (
    <div role="status" className={styles.known}>
      <p>{t("repairs.form.known")}</p>
      <ul className={styles.plain}>
        {people.map((person) => (
          <li key={person.id} className={styles.row}>
            <Named person={person} />
            <Button variant="default" size="compact-md" onClick={() => onChoose(person)} aria-label={t("repairs.form.itIs", { name: nameOf(person) || t("contacts.noName") })}>
              {t("repairs.form.itIsThem")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The known person for whom a device is taken in. */
export function Chosen({ person, onOther }: { readonly person: Contact; readonly onOther: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.row}>
      <Named person={person} />
      <Button variant="subtle" size="compact-md" onClick={onOther}>
        {t("repairs.form.somebodyElse")}
      </Button>
    </div>
  );
}

function Named({ person }: { readonly person: Contact }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  return (
    <p>
      <Link to="/o/$slug/contacts/$id" params={{ slug, id: person.id }} className={styles.name} dir="auto">
        {nameOf(person) || t("contacts.noName")}
      </Link>{" "}
      <span className={styles.quiet}>{[...person.phones, ...person.emails].map((each) => each.value).join(", ")}</span>
    </p>
  );
}
