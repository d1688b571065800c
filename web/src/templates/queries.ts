import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";
import { ready, type Body, type Channel } from "./body";

export type Listed = Schemas["TemplateListed"];
export type Whole = Schemas["TemplateWhole"];
export type Version = Schemas["LocaleShown"];
export type Person = Schemas["SamplePerson"];
export type Purpose = Schemas["Purpose"];
export type Standing = Schemas["Standing"];
export type Use = Schemas["TemplateUseShown"];
export type Said = Whole["approvals"][number];

const ROWS = 50;
const SAMPLES = 6;

export interface Wanted {
  readonly search?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly state?: Standing | undefined;
  readonly locale?: string | undefined;
}

const at = (name: string) => ({ params: { path: { name } } });

export const templatesOf = (place: string, { search, channel, state, locale }: Wanted) =>
  infiniteQueryOptions({
    queryKey: ["templates", place, "list", search ?? "", channel ?? "", state ?? "", locale ?? ""],
    queryFn: ({ pageParam }) =>
      read(
        api.GET("/templates", {
          params: {
            query: {
              limit: ROWS,
              ...(pageParam ? { cursor: pageParam } : {}),
              ...(search ? { search } : {}),
              ...(channel ? { channel } : {}),
              ...(state ? { state } : {}),
              ...(locale ? { locale } : {}),
            },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const templateOf = (place: string, name: string) =>
  queryOptions({ queryKey: ["templates", place, name], queryFn: () => read(api.GET("/templates/{name}", at(name))) });

export const versionsOf = (place: string, name: string) =>
  infiniteQueryOptions({
    queryKey: ["templates", place, name, "versions"],
    queryFn: ({ pageParam }) =>
      read(api.GET("/templates/{name}/versions", { params: { path: { name }, query: { limit: ROWS, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const usesOf = (place: string, names: readonly string[]) =>
  queryOptions({
    queryKey: ["templates", place, "uses", ...names],
    queryFn: () => read(api.GET("/marketing/template-uses", { params: { query: { name: [...names] } } })),
    enabled: names.length > 0,
  });

export const previewOf = (place: string, channel: Channel, locale: string, body: Body, person: Person) =>
  queryOptions({
    queryKey: ["templates", place, "preview", channel, locale, body, person],
    queryFn: () => read(api.POST("/templates/preview", { body: { channel, locale, body: ready(body), person } })),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const countOf = (place: string, text: string, smart: boolean) =>
  queryOptions({
    queryKey: ["templates", place, "count", text, smart],
    queryFn: () => read(api.POST("/sms/count", { body: { text, smart } })),
    placeholderData: keepPreviousData,
  });

export const lacksOf = (place: string, channel: Channel, purpose: Purpose, locale: string, body: Body) =>
  queryOptions({
    queryKey: ["templates", place, "lacks", channel, purpose, locale, body],
    queryFn: () => read(api.POST("/marketing/text-check", { body: { channel, purpose, locale, body: ready(body) } })),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const somePeople = (place: string) =>
  queryOptions({ queryKey: ["contacts", place, "some"], queryFn: () => read(api.GET("/contacts", { params: { query: { limit: SAMPLES } } })), staleTime: 60_000 });

export const make = (name: string, channel: Channel, purpose: Purpose, locale: string, body: Body) =>
  read(api.POST("/templates", { body: { name, channel, purpose, locale, body: ready(body) } }));

export const addVersion = (name: string, locale: string, body: Body) =>
  read(api.POST("/templates/{name}/versions", { ...at(name), body: { locale, body: ready(body) } }));

export const archive = (name: string) => api.POST("/templates/{name}/archive", at(name));
export const unarchive = (name: string) => api.POST("/templates/{name}/unarchive", at(name));
export const sendTest = (template_name: string, channel: Channel, to: string) =>
  read(api.POST("/marketing/template-tests", { body: { template_name, ...(channel === "email" ? { email: to } : { phone_number: to }) } }));
