import { useLayoutEffect, useRef, type RefObject } from "react";
import type { Part } from "./Editing";

const INPUTS = "input, select, textarea";

/** After blocks changed, puts the keyboard where somebody wants to go on. */
export function useGoing(box: RefObject<HTMLElement | null>) {
  const wanted = useRef<{ id: number; part: Part } | null>(null);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    const { id, part } = wanted.current;
    const block = box.current?.querySelector(`[data-block="${id}"]`);
    const found = part === "first" ? block?.querySelector<HTMLElement>(`[data-fields] :is(${INPUTS})`) : block?.querySelector<HTMLElement>(`[data-part="${part}"]`);
    if (!(block instanceof HTMLElement)) return;
    wanted.current = null;
    (found ?? block).focus();
  });
  return (id: number, part: Part) => {
    wanted.current = { id, part };
  };
}
