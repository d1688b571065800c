import { startTransition, useEffect, useState } from "react";

const ALL = Number.POSITIVE_INFINITY;
let arriving = true;

/** From here on pages are drawn whole: somebody who goes back finds them as tall as they were, and stands where they had scrolled to. */
export function drawWhole(): void {
  arriving = false;
}

/**
 * How many of so many parts are drawn: all, but one on arriving in the app, and each further one by itself soon after. A phone that draws a page
 * at once answers no finger for half a second; part by part, it does in between. When all have been drawn they stay, and so do those that join them.
 */
export function useSteps(parts: number): number {
  const [drawn, setDrawn] = useState(() => (arriving ? 1 : ALL));
  useEffect(() => {
    if (drawn < ALL) startTransition(() => setDrawn(drawn + 1 < parts ? drawn + 1 : ALL));
  }, [drawn, parts]);
  return drawn;
}
