import "@mantine/core/styles/Switch.css";
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { usePlace } from "../shell/usePlace";
import { Wrong } from "../ui/Wrong";
import { ListPage } from "./ListPage";
import { segmentOf } from "./queries";
import { RulePage } from "./RulePage";

/** A segment of conditions, or a list of people who were put in. */
export function SegmentPage() {
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/segments/$id" });
  const { data: segment, error, refetch } = useQuery(segmentOf(place.id, id));
  if (error && !segment) return <Wrong error={error} retry={() => void refetch()} />;
  if (!segment) return <Skeleton height={320} radius="lg" />;
  return segment.kind === "list" ? <ListPage key={id} list={segment} /> : <RulePage key={id} segment={segment} />;
}
