import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { rolesOf } from "./queries";
import { wordOf } from "./scopes";
import styles from "../Settings.module.css";

/** What each role may do, in sentences, and each thing by itself for whoever wants to know exactly. */
export function Roles() {
  const { t } = useTranslation();
  const place = usePlace();
  const roles = useQuery(rolesOf(place.id));
  return (
    <Sheet title={t("people.roles")}>
      <Loaded from={roles}>
        {(rows) => (
          <ul className={styles.list} data-lined>
            {rows.map(({ role, scopes }) => (
              <li key={role} className={styles.words}>
                <span className={styles.name}>{t(`roles.${role}`)}</span>
                <span className={styles.quiet}>{t(`roles.why.${role}`)}</span>
                <details>
                  <summary>{t("people.exactly", { count: scopes.length })}</summary>
                  <ul>
                    {scopes.map((scope) => (
                      <li key={scope}>{t(`scopes.${wordOf(scope)}`)}</li>
                    ))}
                  </ul>
                </details>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Sheet>
  );
}
