import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";

export type Slot = Schemas["SlotOfDay"];
export type SlotState = Schemas["SlotState"];
export type Offer = Schemas["OfferShown"];
export type OfferState = Schemas["OfferState"];
export type Booking = Schemas["BookingShown"];
export type Entry = Schemas["tidings__waitlist__http__models__EntryShown"];
export type EntryState = Schemas["EntryState"];
export type EntrySent = Schemas["EntrySent"];
export type Wishes = Schemas["WishesShown"];
export type Match = Schemas["MatchShown"];
export type Misfit = Schemas["Misfit"];
export type Service = Schemas["ServiceShown"];
export type Staff = Schemas["StaffShown"];
export type StaffSent = Schemas["StaffSent"];
export type Asking = Schemas["tidings__waitlist__http__wholes__SettingsShown"];
export type AskingSent = Schemas["tidings__waitlist__http__wholes__SettingsSent"];

const ROWS = 50;
/** Of services and staff, beside which a search stands. */
const SOME = 20;
const from = (cursor: string) => (cursor ? { cursor } : {});

/** The slots of a day by the organisation's clock; none said: today. */
export const boardOf = (place: string, on: string | undefined, language: string) =>
  queryOptions({ queryKey: ["waitlist", place, "board", on ?? "", language], queryFn: () => read(api.GET("/waitlist/board", { params: { query: on ? { on } : {} } })) });

export const slotOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["waitlist", place, "slot", id], queryFn: () => read(api.GET("/waitlist/slots/{slot_id}", { params: { path: { slot_id: id } } })) });

export const matchesOf = (place: string, slot: string, language: string) =>
  queryOptions({
    queryKey: ["waitlist", place, "matches", slot, language],
    queryFn: async () => (await read(api.GET("/waitlist/slots/{slot_id}/matches", { params: { path: { slot_id: slot } } }))).items,
  });

export interface OffersWanted {
  readonly slot_id?: string;
  readonly contact_id?: string;
  readonly state?: OfferState;
  readonly unclear?: true;
}

export const offersOf = (place: string, wanted: OffersWanted, language: string) =>
  infiniteQueryOptions({
    queryKey: ["waitlist", place, "offers", wanted, language],
    queryFn: ({ pageParam }) => read(api.GET("/waitlist/offers", { params: { query: { limit: ROWS, ...from(pageParam), ...wanted } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export interface EntriesWanted {
  readonly state?: EntryState;
  readonly service_id?: string;
  readonly contact_id?: string;
}

export const entriesOf = (place: string, wanted: EntriesWanted, language: string) =>
  infiniteQueryOptions({
    queryKey: ["waitlist", place, "entries", wanted, language],
    queryFn: ({ pageParam }) => read(api.GET("/waitlist/entries", { params: { query: { limit: ROWS, ...from(pageParam), ...wanted } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const entryOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["waitlist", place, "entry", id], queryFn: () => read(api.GET("/waitlist/entries/{entry_id}", { params: { path: { entry_id: id } } })) });

export const chancesOf = (place: string, id: string, language: string) =>
  queryOptions({
    queryKey: ["waitlist", place, "chances", id, language],
    queryFn: async () => (await read(api.GET("/waitlist/entries/{entry_id}/chances", { params: { path: { entry_id: id } } }))).items,
  });

export const bookingsOf = (place: string, wanted: { readonly contact_id?: string; readonly slot_id?: string }) =>
  queryOptions({
    queryKey: ["waitlist", place, "bookings", wanted],
    queryFn: async () => (await read(api.GET("/waitlist/bookings", { params: { query: { limit: ROWS, ...wanted } } }))).items,
  });

export const servicesOf = (place: string, wanted: { readonly q?: string; readonly archived?: true }) =>
  infiniteQueryOptions({
    queryKey: ["waitlist", place, "services", wanted],
    queryFn: ({ pageParam }) => read(api.GET("/waitlist/services", { params: { query: { limit: SOME, ...from(pageParam), ...wanted } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** One of what can be booked: whether there is any. */
export const anyServiceOf = (place: string) =>
  queryOptions({ queryKey: ["waitlist", place, "services", "any"], queryFn: async () => (await read(api.GET("/waitlist/services", { params: { query: { limit: 1 } } }))).items });

export const staffOf = (place: string, wanted: { readonly q?: string; readonly archived?: true; readonly service_id?: string }) =>
  infiniteQueryOptions({
    queryKey: ["waitlist", place, "staff", wanted],
    queryFn: ({ pageParam }) => read(api.GET("/waitlist/staff", { params: { query: { limit: SOME, ...from(pageParam), ...wanted } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export interface ToComeWanted {
  readonly days: number;
  readonly service_id?: string;
  readonly staff_id?: string;
  readonly person?: string;
}

/** Bookings to come, the soonest first. */
export const toComeOf = (place: string, wanted: ToComeWanted) =>
  infiniteQueryOptions({
    queryKey: ["waitlist", place, "to-come", wanted],
    queryFn: ({ pageParam }) => read(api.GET("/waitlist/bookings/to-come", { params: { query: { limit: ROWS, ...from(pageParam), ...wanted } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const askingOf = (place: string) => queryOptions({ queryKey: ["waitlist", place, "settings"], queryFn: () => read(api.GET("/waitlist/settings")) });

export const figuresOf = (place: string, since: string) =>
  queryOptions({ queryKey: ["waitlist", place, "figures", since], queryFn: () => read(api.GET("/waitlist/figures", { params: { query: { since } } })), placeholderData: (former) => former });

/** What somebody wrote lately: an answer that nobody understands is among it. */
export const writtenBy = (place: string, contact: string) =>
  queryOptions({
    queryKey: ["waitlist", place, "written", contact],
    queryFn: async () => (await read(api.GET("/inbound", { params: { query: { contact_id: contact, limit: ROWS } } }))).items,
  });

export const bookFor = (body: Schemas["BookingSent"]) => read(api.POST("/waitlist/bookings", { body }));
export const cancelBooking = (id: string) => read(api.POST("/waitlist/bookings/{booking_id}/cancel", { params: { path: { booking_id: id } } }));
export const closeSlot = (id: string) => read(api.POST("/waitlist/slots/{slot_id}/close", { params: { path: { slot_id: id } } }));
export const openSlot = (id: string) => read(api.POST("/waitlist/slots/{slot_id}/open", { params: { path: { slot_id: id } } }));
export const addSlot = (body: Schemas["SlotSent"]) => read(api.POST("/waitlist/slots", { body }));
export const addFromHours = (body: Schemas["SlotsFromHours"]) => read(api.POST("/waitlist/slots/from-hours", { body }));
export const joinList = (body: EntrySent) => read(api.POST("/waitlist/entries", { body }));
export const leaveList = (id: string) => read(api.POST("/waitlist/entries/{entry_id}/leave", { params: { path: { entry_id: id } } }));
export const restorePlace = (id: string) => read(api.POST("/waitlist/entries/{entry_id}/restore", { params: { path: { entry_id: id } } }));
export const addService = (body: Schemas["ServiceSent"]) => read(api.POST("/waitlist/services", { body }));
export const addStaff = (body: StaffSent) => read(api.POST("/waitlist/staff", { body }));
export const setAsking = (body: AskingSent) => read(api.PUT("/waitlist/settings", { body }));

export const answerFor = ({ id, yes }: { readonly id: string; readonly yes: boolean }) =>
  read(api.POST("/waitlist/offers/{offer_id}/answer", { params: { path: { offer_id: id } }, body: { yes } }));

export const markCame = ({ id, came }: { readonly id: string; readonly came: boolean }) =>
  read(api.POST("/waitlist/bookings/{booking_id}/attendance", { params: { path: { booking_id: id } }, body: { came } }));

export const changeEntry = ({ id, ...body }: { readonly id: string } & Schemas["EntryChanged"]) =>
  read(api.PUT("/waitlist/entries/{entry_id}", { params: { path: { entry_id: id } }, body }));

export const changeService = ({ id, ...body }: { readonly id: string } & Schemas["ServiceSent"]) =>
  read(api.PUT("/waitlist/services/{service_id}", { params: { path: { service_id: id } }, body }));

export const changeStaff = ({ id, ...body }: { readonly id: string } & StaffSent) => read(api.PUT("/waitlist/staff/{staff_id}", { params: { path: { staff_id: id } }, body }));
