import { useRouter } from "@tanstack/react-router";
import { useEffect, type RefObject } from "react";
import { receive } from "../ui/useFocusKept";

/**
 * Moves the focus to the heading of a page that was gone to, or to the place of all pages while it is still loading: a screen reader reads on
 * from there, and the Tab key goes on in it. A field of the page that took the focus keeps it, as do the tabs and dialogs of a room.
 */
export function useArrival(main: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ pathChanged, fromLocation }) => {
        const place = main.current;
        const at = document.activeElement;
        if (!place || !pathChanged || !fromLocation || (at && at !== place && place.contains(at)) || at?.closest("[role=dialog]")) return;
        receive(place.querySelector("h1") ?? place);
      }),
    [router, main],
  );
}
