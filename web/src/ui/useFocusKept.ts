import { useEffect, useRef, type RefObject } from "react";

/**
 * Keeps the focus in a list whose items leave: when the item that had it is gone, and the focus with it, the one that takes its place gets it,
 * or the page's heading where none is left. Whoever works by keyboard goes on from there, and not from the top of the page.
 */
export function useFocusKept<Box extends HTMLElement>(): RefObject<Box | null> {
  const box = useRef<Box>(null);
  useEffect(() => {
    const list = box.current;
    if (!list) return undefined;
    let held: Element | undefined;
    let place = 0;
    const items = () => [...list.querySelectorAll<HTMLElement>("li")];
    const remember = ({ target }: FocusEvent) => {
      const item = target instanceof Element ? target.closest("li") : null;
      if (!item) return;
      held = item;
      place = items().indexOf(item);
    };
    const restore = () => {
      if (!held || held.isConnected || document.activeElement !== document.body) return;
      held = undefined;
      const left = items();
      receive(left[Math.min(place, left.length - 1)] ?? document.querySelector<HTMLElement>("h1"));
    };
    list.addEventListener("focusin", remember);
    const watching = new MutationObserver(restore); // of the page: a dialog that was opened from the item may close later than it leaves
    watching.observe(document.body, { childList: true, subtree: true });
    return () => {
      list.removeEventListener("focusin", remember);
      watching.disconnect();
    };
  }, []);
  return box;
}

/** Focuses what is no control: a script may, the Tab key does not stop there. */
export function receive(element: HTMLElement | null): void {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
