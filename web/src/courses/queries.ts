import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";

export type Course = Schemas["CourseShown"];
export type Stage = Schemas["Stage"];
export type Standing = Schemas["EnrolmentStatus"];

export const STAGES: readonly Stage[] = ["new", "contacted", "qualified", "applied", "won", "lost"];
export const STANDINGS: readonly Standing[] = ["applied", "active", "paused", "completed", "dropped"];

const ROWS = 50;

const from = (cursor: string) => (cursor ? { cursor } : {});

export const coursesOf = (place: string) =>
  infiniteQueryOptions({
    queryKey: ["courses", place, "list"],
    queryFn: ({ pageParam }) => read(api.GET("/courses", { params: { query: { limit: ROWS, ...from(pageParam) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const courseOf = (place: string, key: string) =>
  queryOptions({ queryKey: ["courses", place, "one", key], queryFn: () => read(api.GET("/courses/{course_key}", { params: { path: { course_key: key } } })) });

export const enrolledOf = (place: string, key: string) =>
  infiniteQueryOptions({
    queryKey: ["courses", place, "enrolled", key],
    queryFn: ({ pageParam }) => read(api.GET("/courses/{course_key}/enrolments", { params: { path: { course_key: key }, query: { limit: ROWS, ...from(pageParam) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const leadsOf = (place: string, course: string, stage: Stage) =>
  infiniteQueryOptions({
    queryKey: ["courses", place, "leads", course, stage],
    queryFn: ({ pageParam }) => read(api.GET("/leads", { params: { query: { course, stage, limit: ROWS, ...from(pageParam) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
