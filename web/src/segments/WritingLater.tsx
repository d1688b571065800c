import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Props } from "./Writing";

const Writing = lazy(() => import("./Writing"));

/** The page's head stands before the blocks and their editor have come. */
export function WritingLater(props: Props) {
  return (
    <Suspense fallback={<Skeleton height={320} radius="lg" />}>
      <Writing {...props} />
    </Suspense>
  );
}
