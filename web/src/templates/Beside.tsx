import { useTranslation } from "react-i18next";
import { Said } from "../phone/Said";
import type { Bodies } from "./body";
import { gapsOf, textOf } from "./gaps";
import { languageName } from "./languageName";
import styles from "./Editor.module.css";

interface Props {
  readonly bodies: Bodies;
  readonly here: string;
  readonly first: string;
}

/** The other languages beside this one, and what each lacks. */
export function Beside({ bodies, here, first }: Props) {
  const { t, i18n } = useTranslation();
  const others = Object.entries(bodies).filter(([locale]) => locale !== here);
  const [body, model] = [bodies[here], bodies[first]];
  const own = body && model && here !== first ? gapsOf(body, model) : [];
  const words = (gaps: typeof own) => gaps.map((gap) => (gap.kind === "variable" ? t("templates.gap.variable", { name: gap.name }) : t(`templates.gap.${gap.kind}`))).join(" ");
  if (others.length === 0) return null;
  return (
    <section className={styles.beside} aria-label={t("templates.otherLanguages")}>
      {own.length > 0 && (
        <p role="status" className={styles.lack}>
          {t("templates.lacksBeside", { language: languageName(first, i18n.language) })} {words(own)}
        </p>
      )}
      <h2>{t("templates.otherLanguages")}</h2>
      <div className={styles.columns}>
        {others.map(([locale, other]) => (
          <article key={locale} lang={locale.slice(0, 2)} dir="auto">
            <h3>
              {languageName(locale, i18n.language)} <code>{locale}</code>
            </h3>
            <Said text={textOf(other) || "—"} />
            {model && locale !== first && gapsOf(other, model).length > 0 && <p className={styles.quiet}>{words(gapsOf(other, model))}</p>}
          </article>
        ))}
      </div>
    </section>
  );
}
