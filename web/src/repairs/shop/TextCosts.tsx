import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { kindsOf } from "../../notices/queries";
import { Loaded } from "../../settings/Loaded";
import { Pill } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { languageName } from "../../templates/languageName";
import { Sheet } from "../../ui/Page";
import { textsOf, type ShopText } from "../queries";
import styles from "../Repairs.module.css";

/** What each text costs as it is written now, and the characters that make it longer. */
export function TextCosts() {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const [locale, setLocale] = useState(i18n.language.slice(0, 2));
  const [emoji, setEmoji] = useState(false);
  return (
    <Sheet title={t("repairs.set.texts")}>
      <p className={styles.quiet}>{t("repairs.set.textsWhy")}</p>
      <Loaded from={useQuery(textsOf(place.id))} height={280}>
        {(texts) => (
          <>
            <div className={styles.fields}>
              <NativeSelect
                label={t("repairs.form.language")}
                value={locale}
                onChange={(event) => setLocale(event.currentTarget.value)}
                data={[...new Set(texts.map((text) => text.locale))].map((value) => ({ value, label: languageName(value, i18n.language) }))}
              />
              <NativeSelect
                label={t("repairs.set.version")}
                value={String(emoji)}
                onChange={(event) => setEmoji(event.currentTarget.value === "true")}
                data={[
                  { value: "false", label: t("repairs.set.plain") },
                  { value: "true", label: t("repairs.set.withEmoji") },
                ]}
              />
            </div>
            <ul className={styles.plain}>
              {texts
                .filter((text) => text.locale === locale && text.emoji === emoji)
                .map((text) => (
                  <OneText key={text.template} text={text} />
                ))}
            </ul>
          </>
        )}
      </Loaded>
    </Sheet>
  );
}

function OneText({ text }: { readonly text: ShopText }) {
  const { t } = useTranslation();
  const place = usePlace();
  const kind = useQuery(kindsOf(place.id)).data?.find(({ key }) => key === text.kind)?.name ?? text.kind;
  const dear = text.encoding === "UCS-2" || text.segments > 1 ? text.dear : [];
  return (
    <li>
      <div className={styles.head}>
        <strong dir="auto">{kind}</strong>
        <span className={styles.pills}>
          {text.used && <Pill tone="good">{t("repairs.set.used")}</Pill>}
          <Pill tone={text.segments > 1 ? "bad" : "plain"}>{t("repairs.told.segments", { count: text.segments })}</Pill>
        </span>
      </div>
      <p className={styles.said} dir="auto">
        {text.text}
      </p>
      <p className={styles.quiet}>
        {text.encoding} · {t("repairs.set.left", { count: text.remaining })}
        {may(place, "templates:read") && (
          <>
            {" · "}
            <Link to="/o/$slug/templates/$name" params={{ slug: place.slug, name: text.template }} aria-label={t("repairs.set.changeOf", { name: kind })}>
              {t("repairs.set.change")}
            </Link>
          </>
        )}
      </p>
      {dear.map(({ character, name, replacement, segments_saved: saved }) => (
        <p key={character} className={styles.dear}>
          {replacement && saved > 0 ? t("repairs.set.instead", { character, name, replacement, count: saved }) : t("repairs.set.dear", { character, name })}
        </p>
      ))}
    </li>
  );
}
