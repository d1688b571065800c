import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { canBeMissing, type Variable } from "./variables";
import styles from "./Editor.module.css";

interface Props {
  readonly variables: readonly Variable[];
  readonly readOnly: boolean;
  readonly onFallback: (name: string, fallback: string) => void;
}

/** Each variable as a chip, with what stands there for people of whom it is not known. */
export function Variables({ variables, readOnly, onFallback }: Props) {
  const { t } = useTranslation();
  if (variables.length === 0) return null;
  return (
    <section className={styles.variables} aria-label={t("templates.variables")}>
      <h2>{t("templates.variables")}</h2>
      <ul>
        {variables.map((variable) => {
          const { name, fallback } = variable;
          return (
            <li key={name}>
              <span className={styles.chip} data-open={canBeMissing(variable) || undefined}>
                {name}
              </span>
              {name.endsWith("_url") ? (
                <span className={styles.quiet}>{t("templates.ownLink")}</span>
              ) : (
                <TextInput
                  size="sm"
                  aria-label={t("templates.fallbackOf", { name })}
                  placeholder={t("templates.noFallback")}
                  value={fallback ?? ""}
                  readOnly={readOnly}
                  onChange={(event) => onFallback(name, event.currentTarget.value)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {variables.some(canBeMissing) && <p className={styles.quiet}>{t("templates.whyFallback")}</p>}
    </section>
  );
}
