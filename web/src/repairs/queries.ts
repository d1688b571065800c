import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask, read, type Schemas } from "../api/client";

export type Listed = Schemas["TicketListed"];
export type Whole = Schemas["TicketWhole"];

export type Told = Schemas["ToldShown"];
export type Foretold = Schemas["ForetoldShown"];
export type Change = Schemas["ForetellSent"];
export type Shop = Schemas["ShopShown"];
export type ShopText = Schemas["ShopTextShown"];

const ROWS = 40;
export const MOST_ON_BOARD = 200;

interface Wanted {
  readonly status?: Listed["status"] | undefined;
  readonly open: boolean;
  readonly search?: string | undefined;
  readonly contact?: string | undefined;
}

const at = (id: string) => ({ params: { path: { ticket_id: id } } });

export const ticketsOf = (place: string, { status, open, search, contact }: Wanted, rows = ROWS) =>
  infiniteQueryOptions({
    queryKey: ["repairs", place, "list", status ?? "", open, search ?? "", contact ?? "", rows],
    queryFn: ({ pageParam }) =>
      read(
        api.GET("/repairs/tickets", {
          params: { query: { limit: rows, open_only: open, ...(status ? { status } : {}), ...(search ? { search } : {}), ...(contact ? { contact_id: contact } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (former) => former,
  });

export const countsOf = (place: string) => queryOptions({ queryKey: ["repairs", place, "counts"], queryFn: () => read(api.GET("/repairs/counts")) });

export const statusesOf = (place: string) =>
  queryOptions({ queryKey: ["repairs", place, "statuses"], queryFn: async () => (await read(api.GET("/repairs/statuses"))).items, staleTime: Infinity });

export const shopOf = (place: string) => queryOptions({ queryKey: ["repairs", place, "shop"], queryFn: () => read(api.GET("/repairs/shop")) });

export const textsOf = (place: string) => queryOptions({ queryKey: ["repairs", place, "texts"], queryFn: async () => (await read(api.GET("/repairs/texts"))).items });

export const figuresOf = (place: string) => queryOptions({ queryKey: ["repairs", place, "figures"], queryFn: () => read(api.GET("/repairs/figures")) });

export const ticketOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["repairs", place, id], queryFn: () => read(api.GET("/repairs/tickets/{ticket_id}", at(id))) });

export const toldOf = (place: string, id: string, language: string) =>
  queryOptions({
    queryKey: ["repairs", place, id, "told", language],
    queryFn: async () =>
      (await read(api.GET("/repairs/tickets/{ticket_id}/notices", { params: { path: { ticket_id: id }, query: { limit: 100 } }, headers: { "Accept-Language": language } }))).items,
  });

/** What the owner would be told by a change; never kept, since people and senders change meanwhile. */
export const foretoldOf = (place: string, id: string, change: Change, language: string) =>
  queryOptions({
    queryKey: ["foretold", place, id, change, language],
    queryFn: () => read(api.POST("/repairs/tickets/{ticket_id}/foretell", { ...at(id), body: change, headers: { "Accept-Language": language } })),
    gcTime: 0,
  });

/** A picture as a page may hold it: the address asks for the organisation, which an image can't name. */
export const photoOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["pictures", place, id], queryFn: async () => dataOf(await (await ask(`/repairs/photos/${id}`)).blob()), staleTime: Infinity });

export const openTicket = (body: Schemas["TicketSent"]) => read(api.POST("/repairs/tickets", { body }));
export const changeTicket = (id: string, body: Schemas["TicketEdit"]) => read(api.PATCH("/repairs/tickets/{ticket_id}", { ...at(id), body }));
export const moveTicket = (id: string, body: Schemas["TicketStatusSent"]) => read(api.POST("/repairs/tickets/{ticket_id}/status", { ...at(id), body }));
export const askPrice = (id: string, body: Schemas["EstimateSent"]) => read(api.POST("/repairs/tickets/{ticket_id}/estimate", { ...at(id), body }));
export const noteAnswer = (id: string, body: Schemas["EstimateAnswerSent"]) => read(api.POST("/repairs/tickets/{ticket_id}/answer", { ...at(id), body }));
export const notePayment = (id: string) => read(api.POST("/repairs/tickets/{ticket_id}/payment", at(id)));
export const appoint = (id: string, when: string | null) => read(api.POST("/repairs/tickets/{ticket_id}/appointment", { ...at(id), body: { at: when } }));
export const linksOf = (id: string, renew: boolean) => read(api.POST("/repairs/tickets/{ticket_id}/links", { ...at(id), body: { renew } }));
export const removePhoto = (id: string) => api.DELETE("/repairs/photos/{photo_id}", { params: { path: { photo_id: id } } });
export const setUp = () => read(api.POST("/repairs/setup", { body: {} }));
export const putShop = (body: Schemas["ShopSent"]) => read(api.PUT("/repairs/shop", { body }));

export const addPhoto = (id: string, picture: Blob) =>
  ask(`/repairs/photos?ticket_id=${id}`, { method: "POST", body: new Blob([picture], { type: "application/octet-stream" }) });

async function dataOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(new TypeError("a picture that can't be read")));
    reader.readAsDataURL(blob);
  });
}
