import { VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon";
import { useFound, type Goal } from "./useFound";
import styles from "./Search.module.css";

/** A list that arrow keys walk through while one types (WAI-ARIA's combobox). */
export default function Finder({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const { parts, looking } = useFound(wanted);
  const goals = parts.flatMap((part) => part.goals);
  const found = parts.filter(({ title }) => title !== "words").flatMap((part) => part.goals).length; // that one is always there
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => input.current?.focus(), []); // the dialog looked for it before it was here
  const here = Math.min(at, goals.length - 1);
  useEffect(() => {
    void list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }); // newer browsers answer with a promise
  }, [here]);
  const take = (one: Goal | undefined) => {
    if (!one) return;
    onDone();
    one.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((here + step + goals.length) % Math.max(goals.length, 1));
    } else if (event.key === "Enter") take(goals[here]);
  };
  return (
    <>
      <input
        ref={input}
        className={styles.input}
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="found"
        aria-activedescendant={goals[here] ? `found-${here}` : undefined}
        aria-label={t("search.hint")}
        placeholder={t("search.hint")}
        value={wanted}
        onChange={(event) => {
          setWanted(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <VisuallyHidden aria-live="polite">{looking ? t("search.looking") : t("search.results", { count: found })}</VisuallyHidden>
      <div id="found" ref={list} role="listbox" className={styles.list} aria-label={t("search.open")} aria-busy={looking}>
        {parts.map(({ title, goals: some }) => (
          <div key={title} role="group" aria-label={t(`search.parts.${title}`)}>
            <div className={styles.part} aria-hidden="true">
              {t(`search.parts.${title}`)}
            </div>
            {some.map((one) => {
              const place = goals.indexOf(one);
              return (
                <div key={one.key} id={`found-${place}`} role="option" aria-selected={place === here} className={styles.option} onClick={() => take(one)}>
                  <Icon name={one.icon} size={18} />
                  <span dir="auto">{one.label}</span>
                  {one.aside && <small>{one.aside}</small>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {found === 0 && (
        <p className={styles.nothing}>
          {looking ? t("search.looking") : t("search.nothing")} {!looking && t("search.how")}
        </p>
      )}
    </>
  );
}
