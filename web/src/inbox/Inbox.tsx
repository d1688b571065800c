import { Outlet, useParams } from "@tanstack/react-router";
import { ThreadList } from "./ThreadList";
import styles from "./Inbox.module.css";

/** Conversations with people: the list, the one that is open, and who they are; on a phone one of them at a time. */
export function Inbox() {
  const { id } = useParams({ strict: false });
  return (
    <div className={styles.inbox} data-open={id ? true : undefined}>
      <ThreadList open={id} />
      <Outlet />
    </div>
  );
}
