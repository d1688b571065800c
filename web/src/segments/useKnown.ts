import { useQuery } from "@tanstack/react-query";
import { usePlace } from "../shell/usePlace";
import { knownOf } from "./queries";

/** What exists and can be named in a condition: suggestions, so nothing waits for them. */
export function useKnown() {
  const known = knownOf(usePlace().id);
  return {
    tags: useQuery(known.tags).data ?? [],
    attributes: useQuery(known.attributes).data ?? [],
    events: useQuery(known.events).data ?? [],
    courses: useQuery(known.courses).data ?? [],
    programmes: useQuery(known.programmes).data ?? [],
    segments: useQuery(known.segments).data ?? [],
  };
}
