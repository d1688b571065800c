import { sessionQuery } from "./api/session";
import { queries } from "./queries";
import { router } from "./router";

/** Asks again what one may do where, and shows the page by it if that has changed since. */
export async function learnRoles(): Promise<void> {
  const before = queries.getQueryData(sessionQuery.queryKey);
  const now = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
  if (JSON.stringify(before?.places) !== JSON.stringify(now.places)) await router.invalidate();
}
