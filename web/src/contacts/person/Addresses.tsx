import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useFormats } from "../../i18n/formats";
import { TheirPhone } from "../../simulator/TheirPhone";
import { Sheet } from "../../ui/Page";
import type { Contact } from "../queries";
import styles from "./Person.module.css";

type Address = Schemas["AddressShown"];

const FORMER = 2;

/** Where they can be reached, the preferred address of each kind first; former ones are told too. */
export function Addresses({ contact }: { readonly contact: Contact }) {
  const { t } = useTranslation();
  const all = [...contact.phones, ...contact.emails, ...contact.whatsapp_users];
  return (
    <Sheet title={t("person.addresses")}>
      {all.length === 0 && <p className={styles.quiet}>{t("person.noAddress")}</p>}
      {all.length > 0 && (
        <ul className={styles.list}>
          {all.map((address) => (
            <OneAddress key={address.id} address={address} isPhone={contact.phones.includes(address)} />
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function OneAddress({ address, isPhone }: { readonly address: Address; readonly isPhone: boolean }) {
  const { t } = useTranslation();
  const { country, day } = useFormats();
  const facts = [
    address.country && country(address.country),
    isPhone && address.line_type && t(`person.line.${address.line_type}`),
    address.preference === FORMER ? t("person.former") : address.preference > 0 && t("person.second"),
  ].filter(Boolean);
  return (
    <li className={styles.address}>
      <strong dir="ltr">{address.value}</strong>
      <span className={styles.quiet}>{facts.join(" · ")}</span>
      {isPhone && <TheirPhone number={address.value} />}
      {isPhone && address.preference < FORMER && (
        <span className={styles.quiet}>{address.phone_verified_at ? t("person.verified", { day: day(address.phone_verified_at) }) : t("person.notVerified")}</span>
      )}
    </li>
  );
}
