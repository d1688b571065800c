import { useQuery } from "@tanstack/react-query";
import { may, type Place } from "../api/session";
import { simulatorOf } from "./queries";

/** Whether this organisation's messages go to a simulator. */
export function useSimulated(place: Place): boolean {
  return useQuery({ ...simulatorOf(place.id), enabled: may(place, "messages:read") }).data?.connected ?? false;
}
