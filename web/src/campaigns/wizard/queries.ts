import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../../api/client";

export type Template = Schemas["TemplateShown"];
export type Segment = Schemas["SegmentShown"];

const MANY = 200;
const SAMPLES = 6;

/** What can be chosen from: queries here are other rooms' lists, kept under their names so that what changes them is heard. */
export const segmentsOf = (place: string) =>
  queryOptions({
    queryKey: ["segments", place, "to choose"],
    queryFn: () => read(api.GET("/segments", { params: { query: { limit: MANY } } })),
  });

export const templatesOf = (place: string, channel: Schemas["Channel"]) =>
  queryOptions({
    queryKey: ["templates", place, "to choose", channel],
    queryFn: () => read(api.GET("/templates", { params: { query: { limit: MANY, channel } } })),
  });

/** The template of a campaign; none is asked for while its content is not chosen. */
export const templateOf = (place: string, name: string | null) =>
  queryOptions({
    queryKey: ["templates", place, "one", name],
    queryFn: () => read(api.GET("/templates/{name}", { params: { path: { name: name ?? "" } } })),
    enabled: name !== null,
  });

export const sendersOf = (place: string) =>
  queryOptions({
    queryKey: ["senders", place, "to choose"],
    queryFn: () => read(api.GET("/channels/senders")),
  });

export const peopleOf = (place: string) =>
  queryOptions({
    queryKey: ["contacts", place, "samples"],
    queryFn: () => read(api.GET("/contacts", { params: { query: { limit: SAMPLES } } })),
  });

export const previewOf = (place: string, name: string, version: number, body: Schemas["SamplePerson"]) =>
  queryOptions({
    queryKey: ["templates", place, "preview", name, version, body],
    queryFn: () => read(api.POST("/templates/{name}/preview", { params: { path: { name } }, body })),
    placeholderData: keepPreviousData,
  });
