import { useEffect, useMemo, useState } from "react";
import { same, type Bodies, type Body } from "./body";
import { forget, keep, keptOf } from "./kept";

export interface Editing {
  readonly bodies: Bodies;
  readonly changed: readonly string[];
  /** When what is shown was written, if it was found in this browser and never saved. */
  readonly foundFrom: string | undefined;
  readonly write: (locale: string, body: Body) => void;
  readonly drop: () => void;
  readonly saved: () => void;
}

/** What somebody writes over what is saved: kept in this browser with each change, until it is saved or dropped. */
export function useEditing(place: string, name: string, saved: Bodies): Editing {
  const found = useMemo(() => keptOf(place, name), [place, name]);
  const [own, setOwn] = useState<Bodies>(found?.bodies ?? {});
  const [foundFrom, setFoundFrom] = useState(found?.at);
  const changed = useMemo(() => Object.keys(own).filter((locale) => !same(own[locale], saved[locale])), [own, saved]);
  useEffect(() => {
    if (changed.length > 0) keep(place, name, own);
    else forget(place, name);
  }, [place, name, own, changed]);
  const clear = () => {
    setOwn({});
    setFoundFrom(undefined);
    forget(place, name);
  };
  return {
    bodies: { ...saved, ...own },
    changed,
    foundFrom: changed.length > 0 ? foundFrom : undefined,
    write: (locale, body) => setOwn((before) => ({ ...before, [locale]: body })),
    drop: clear,
    saved: clear,
  };
}
