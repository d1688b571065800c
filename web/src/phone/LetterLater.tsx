import { Skeleton } from "@mantine/core";
import { lazy, Suspense, type ComponentProps } from "react";

const Letter = lazy(async () => ({ default: (await import("./Letter")).Letter }));

/** A letter that comes once one is to be shown: most messages are none. */
export function LetterLater(props: ComponentProps<typeof Letter>) {
  return (
    <Suspense fallback={<Skeleton height={320} radius="lg" />}>
      <Letter {...props} />
    </Suspense>
  );
}
