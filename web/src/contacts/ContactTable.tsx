import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useMediaQuery } from "@mantine/hooks";
import { useSteps } from "../ui/steps";
import { ContactRow } from "./ContactRow";
import type { Contact } from "./queries";
import styles from "./Contacts.module.css";

const WIDE_ROW = 52;
const NARROW_ROW = 84;
const AHEAD = 60;
const OUT_OF_SIGHT = 8;
const HALF = 2;
const COLUMNS = ["name", "phone", "country", "lifecycle", "tags", "since"] as const;

interface Props {
  readonly rows: readonly Contact[];
  readonly more: (() => void) | undefined;
  /** How many there are in all, if they were counted. */
  readonly total: number | undefined;
  /** Who is ticked, by id; nobody can be where nothing can be done with them. */
  readonly ticked: ReadonlySet<string> | undefined;
  readonly onTick: (id: string) => void;
}

/** A table of which only what is seen is in the page; it asks for `more` before its end is reached. */
export function ContactTable({ rows, more, total, ticked, onTick }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const narrow = useMediaQuery("(max-width: 48rem)", false, { getInitialValueInEffect: false });
  const size = narrow ? NARROW_ROW : WIDE_ROW;
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => size, overscan: useSteps(2) > 1 ? OUT_OF_SIGHT : 0 });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => virtual.measure(), [virtual, size]);
  useEffect(() => {
    if (last >= rows.length - Math.min(AHEAD, rows.length / HALF)) more?.(); // of few the half, so that the first are drawn alone
  }, [last, rows.length, more]);
  return (
    <div ref={box} className={styles.box} tabIndex={0} role="region" aria-label={t("contacts.title")}>
      <div role="table" aria-label={t("contacts.title")} aria-rowcount={total === undefined ? -1 : total + 1}>
        <div role="row" aria-rowindex={1} className={styles.heads}>
          {COLUMNS.map((column) => (
            <span key={column} role="columnheader">
              {t(`contacts.${column}`)}
            </span>
          ))}
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const contact = rows[index];
            return contact && <ContactRow key={contact.id} contact={contact} index={index} start={start} height={size} ticked={ticked?.has(contact.id)} onTick={onTick} />;
          })}
        </div>
      </div>
    </div>
  );
}
