import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { choiceOf, type Kind } from "../queries";
import styles from "./Kinds.module.css";

/** Whether smart choice is on, and what it would have done lately: to be looked at before it is turned on. */
export function Choice({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data } = useQuery(choiceOf(place.id, kind.key));
  return (
    <Sheet title={t("kinds.smart")}>
      <p>{t(kind.order.length > 0 ? "kinds.smartNotHere" : kind.smart ? "kinds.smartOn" : "kinds.smartOff")}</p>
      {data && data.different === 0 && <p className={styles.quiet}>{data.notices === 0 ? t("kinds.smartNone") : t("kinds.smartNoData", { count: data.notices })}</p>}
      {data && data.different > 0 && (
        <p className={styles.quiet}>
          {t("kinds.smartWould", { count: data.different, total: data.notices })}{" "}
          {t("kinds.smartFound", { cascade: data.cascade_worked, choice: data.choice_worked_at_least })}
        </p>
      )}
    </Sheet>
  );
}
