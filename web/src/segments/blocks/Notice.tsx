import { useTranslation } from "react-i18next";
import { useEditing } from "./Editing";
import styles from "./Blocks.module.css";

/** What a block lacks, or what the API says is wrong with it. */
export function Notice({ id }: { readonly id: number }) {
  const { t } = useTranslation();
  const { missing, fault } = useEditing();
  const lacks = missing.get(id);
  if (fault?.id === id)
    return (
      <p role="alert" className={styles.fault}>
        {fault.text}
      </p>
    );
  return lacks ? <p className={styles.missing}>{t(`segments.missing.${lacks}`)}</p> : null;
}
