import { useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { Quoted } from "../../ui/Quoted";
import type { Recipient } from "../queries";
import { shownState } from "./states";
import styles from "./Recipients.module.css";

const WIDE_ROW = 56;
const NARROW_ROW = 96;
const AHEAD = 60;
const COLUMNS = ["person", "address", "status", "why", "when"] as const;

interface Props {
  readonly rows: readonly Recipient[];
  readonly more: (() => void) | undefined;
  readonly open: (message: string) => void;
}

/** A table of which only what is seen is in the page. */
export function RecipientTable({ rows, more, open }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const narrow = useMediaQuery("(max-width: 48rem)", false, { getInitialValueInEffect: false });
  const size = narrow ? NARROW_ROW : WIDE_ROW;
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => size, overscan: 8 });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => virtual.measure(), [virtual, size]);
  useEffect(() => {
    if (last >= rows.length - AHEAD) more?.();
  }, [last, rows.length, more]);
  return (
    <div ref={box} className={styles.box} tabIndex={0} role="region" aria-label={t("recipients.title")}>
      <div role="table" aria-label={t("recipients.title")} aria-rowcount={more ? -1 : rows.length + 1}>
        <div role="row" aria-rowindex={1} className={styles.heads}>
          {COLUMNS.map((column) => (
            <span key={column} role="columnheader">
              {t(`recipients.${column}`)}
            </span>
          ))}
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = rows[index];
            return row && <Row key={row.message_id} row={row} index={index} start={start} height={size} open={open} />;
          })}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: Recipient;
  readonly index: number;
  readonly start: number;
  readonly height: number;
  readonly open: (message: string) => void;
}

function Row({ row, index, start, height, open }: RowProps) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const state = shownState(row.status);
  const at = row.read_at ?? row.delivered_at ?? row.settled_at ?? row.sent_at ?? row.queued_at ?? row.added_at;
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.row} style={{ transform: `translateY(${start}px)`, height }}>
      <span role="cell" className={styles.person} dir="auto">
        <button type="button" className={styles.opens} onClick={() => open(row.message_id)}>
          {row.contact_name ?? t("contacts.noName")}
        </button>
      </span>
      <span role="cell">{row.address}</span>
      <span role="cell">
        <span className={styles.dot} data-state={state} aria-hidden="true" /> {t(`recipients.states.${state}`)}
      </span>
      <span role="cell" className={styles.why} title={row.detail ?? undefined}>
        {row.detail && row.quoted ? <Quoted>{row.detail}</Quoted> : row.detail}
      </span>
      <span role="cell">{moment(at)}</span>
    </div>
  );
}
