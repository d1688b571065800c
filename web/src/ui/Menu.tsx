import { createContext, use, useId, useLayoutEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode, type Ref, type ToggleEvent } from "react";
import styles from "./Menu.module.css";

/** What a button takes to open a menu. */
export interface Opener {
  readonly ref: Ref<HTMLButtonElement>;
  readonly popoverTarget: string;
  readonly "aria-haspopup": "menu";
  readonly "aria-expanded": boolean;
}

interface Props {
  readonly opener: (opener: Opener) => ReactNode;
  /** At which end of its button it begins. */
  readonly from?: "start" | "end";
  readonly children: ReactNode;
}

const GAP_PX = 6;
const EDGE_PX = 8;
const LEAST_PX = 240;
const Choose = createContext<(act: () => void) => void>(() => undefined);

/** Things to do, behind a button. The browser's own popover: it lies above all else and ends with Escape or a click beside it, without a library. */
export function Menu({ opener, from = "start", children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState(false);
  const [place, setPlace] = useState<CSSProperties>({});
  const told = ({ newState }: ToggleEvent) => {
    if (button.current) setPlace(placed(button.current.getBoundingClientRect(), from));
    setOpened(newState === "open");
  };
  useLayoutEffect(() => {
    if (!opened) return undefined;
    itemsOf(menu.current)[0]?.focus({ preventScroll: true });
    const follow = () => button.current && setPlace(placed(button.current.getBoundingClientRect(), from));
    const page = { capture: true, passive: true };
    addEventListener("scroll", follow, page);
    addEventListener("resize", follow);
    return () => {
      removeEventListener("scroll", follow, page);
      removeEventListener("resize", follow);
    };
  }, [opened, from]);
  const choose = (act: () => void) => {
    menu.current?.hidePopover();
    button.current?.focus(); // before the deed: what it opens gives the focus back to the button, or takes it elsewhere
    act();
  };
  return (
    <>
      {opener({ ref: button, popoverTarget: id, "aria-haspopup": "menu", "aria-expanded": opened })}
      <div ref={menu} id={id} popover="auto" role="menu" tabIndex={-1} className={styles.menu} style={place} onToggle={told} onKeyDown={(event) => moved(event, menu.current)}>
        {opened && <Choose value={choose}>{children}</Choose>}
      </div>
    </>
  );
}

interface ItemProps {
  readonly icon?: ReactNode;
  readonly here?: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, here = false, disabled = false, onChoose, children }: ItemProps) {
  const choose = use(Choose);
  return (
    <button type="button" role="menuitem" tabIndex={-1} className={styles.item} aria-current={here ? "page" : undefined} disabled={disabled} onClick={() => choose(onChoose)}>
      {icon}
      {children}
    </button>
  );
}

/** Items of one sort, under their name; a name that is only read out is said, not shown. */
export function MenuGroup({ label, shown = true, children }: { readonly label: string; readonly shown?: boolean; readonly children: ReactNode }) {
  return (
    <div role="group" aria-label={label}>
      {shown && (
        <div className={styles.label} aria-hidden="true">
          {label}
        </div>
      )}
      {children}
    </div>
  );
}

/** Below its button, or above it where there is more room, never over an edge. */
function placed(button: DOMRect, from: "start" | "end"): CSSProperties {
  const { clientWidth, clientHeight } = document.documentElement;
  const below = clientHeight - button.bottom;
  const above = below < Math.min(LEAST_PX, button.top);
  return {
    ...(above ? { top: "auto", bottom: below + button.height + GAP_PX } : { top: button.bottom + GAP_PX, bottom: "auto" }),
    ...(from === "end" ? { left: "auto", right: Math.max(EDGE_PX, clientWidth - button.right) } : { left: Math.max(EDGE_PX, button.left), right: "auto" }),
    maxHeight: (above ? button.top : below) - GAP_PX - EDGE_PX,
  };
}

const itemsOf = (menu: HTMLElement | null) => [...(menu?.querySelectorAll<HTMLButtonElement>("[role=menuitem]:enabled") ?? [])];

/** Arrows, Home and End go through the items, a letter to the next that begins with it; Tab leaves. */
function moved(event: KeyboardEvent, menu: HTMLElement | null): void {
  const items = itemsOf(menu);
  const at = items.findIndex((each) => each === document.activeElement);
  const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : event.key === "Home" ? 0 : event.key === "End" ? -1 : undefined;
  if (event.key === "Tab") {
    menu?.hidePopover();
  } else if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length)?.focus();
  } else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const begins = ({ textContent }: HTMLElement) => textContent.trim().toLowerCase().startsWith(event.key.toLowerCase());
    (items.slice(at + 1).find(begins) ?? items.find(begins))?.focus();
  }
}
