import { useState } from "react";
import { inOrderOf } from "./still";

/**
 * Phones as they may be shown. They come latest first, and move with each message: while the mouse is among them or one has the focus
 * they stand still, so that a click meets the one that it was meant for.
 */
export function useStill<Phone extends { readonly number: string }>(phones: readonly Phone[] | undefined) {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [stood, setStood] = useState<readonly Phone[]>([]);
  const hold = () => {
    if (!pointed && !focused) setStood(phones ?? []);
  };
  return {
    shown: pointed || focused ? inOrderOf(stood, phones ?? []) : phones,
    still: {
      onPointerEnter: () => {
        hold();
        setPointed(true);
      },
      onPointerLeave: () => setPointed(false),
      onFocus: () => {
        hold();
        setFocused(true);
      },
      onBlur: () => setFocused(false),
    },
  };
}
