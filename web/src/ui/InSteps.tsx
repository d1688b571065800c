import { Children, type ReactNode } from "react";
import { useSteps } from "./steps";

/** Parts of a page below each other, of which those further down come a moment later when somebody arrives in the app. */
export function InSteps({ children }: { readonly children: ReactNode }) {
  const parts = Children.toArray(children);
  return parts.slice(0, useSteps(parts.length));
}

/** What nobody looks for first: drawn a moment after what stands around it. */
export function Later({ children }: { readonly children: ReactNode }) {
  return useSteps(2) > 1 && children;
}
