import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { nameOf } from "../contacts/naming";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { movesOf } from "./queries";
import styles from "./Segments.module.css";

/** Who entered and who left in the last month: by day, and the latest of them. */
export function Moves({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { day, moment } = useFormats();
  const place = usePlace();
  const { data } = useQuery(movesOf(place.id, id));
  return (
    <Sheet title={t("segments.moves")}>
      {!data && <Skeleton height={60} />}
      {data?.days.length === 0 && <p className={styles.quiet}>{t("segments.noMoves")}</p>}
      {data && data.days.length > 0 && (
        <div className={styles.pair}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("segments.day")}</th>
                <th scope="col">{t("segments.entered")}</th>
                <th scope="col">{t("segments.left")}</th>
              </tr>
            </thead>
            <tbody>
              {data.days.map((each) => (
                <tr key={each.day}>
                  <th scope="row">{day(each.day)}</th>
                  <td>+{each.entered}</td>
                  <td>−{each.left}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <ul className={styles.plain}>
            {data.latest.map((move) => (
              <li key={`${move.contact_id} ${move.at}`}>
                <span dir="auto">{nameOf(move) || t("contacts.noName")}</span>
                <span className={styles.quiet}>{t(move.entered ? "segments.enteredAt" : "segments.leftAt", { at: moment(move.at) })}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Sheet>
  );
}
