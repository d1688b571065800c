import { queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../../api/client";

export type Connection = Schemas["ConnectionShown"];
export type Provider = Schemas["ProviderShown"];
export type Sender = Schemas["tidings__channels__http__connections__SenderShown"];
export type Portfolio = Schemas["PortfolioShown"];
export type Checked = Schemas["CheckShown"];

export const providersOf = (place: string) =>
  queryOptions({ queryKey: ["settings", place, "providers"], queryFn: async () => (await read(api.GET("/channels/providers"))).items, staleTime: Infinity });

export const connectionsOf = (place: string) =>
  queryOptions({ queryKey: ["settings", place, "connections"], queryFn: async () => (await read(api.GET("/channels/connections"))).items });

const at = (id: string) => ({ params: { path: { connection_id: id } } });

export const connectionOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["settings", place, "connections", id], queryFn: () => read(api.GET("/channels/connections/{connection_id}", at(id))) });

export const sendersOf = (place: string) =>
  queryOptions({ queryKey: ["settings", place, "senders"], queryFn: async () => (await read(api.GET("/channels/senders"))).items });

export const portfoliosOf = (place: string) =>
  queryOptions({ queryKey: ["settings", place, "portfolios"], queryFn: async () => (await read(api.GET("/channels/portfolios"))).items });

export const lettersOf = (place: string) =>
  queryOptions({ queryKey: ["settings", place, "letters"], queryFn: () => read(api.GET("/channels/letters", { params: { query: { limit: 100 } } })) });

export const addConnection = (body: Schemas["ConnectionMade"]) => read(api.POST("/channels/connections", { body }));
export const changeConnection = (id: string, body: Schemas["ConnectionChanged"]) => read(api.PATCH("/channels/connections/{connection_id}", { ...at(id), body }));
export const removeConnection = (id: string) => api.DELETE("/channels/connections/{connection_id}", at(id));
export const checkConnection = (id: string) => read(api.POST("/channels/connections/{connection_id}/check", at(id)));
export const stopConnection = (id: string, reason: string) => read(api.POST("/channels/connections/{connection_id}/stop", { ...at(id), body: { reason } }));
export const openConnection = (id: string) => read(api.POST("/channels/connections/{connection_id}/open", at(id)));
export const replayLetters = (ids: string[]) => read(api.POST("/channels/letters/replay", { body: { ids } }));

const of = (id: string) => ({ params: { path: { sender_id: id } } });

export const addSender = (body: Schemas["SenderMade"]) => read(api.POST("/channels/senders", { body }));
export const setPace = (id: string, body: Schemas["Pace"]) => read(api.PUT("/channels/senders/{sender_id}/pace", { ...of(id), body }));
export const stopSender = (id: string, reason: string) => read(api.POST("/channels/senders/{sender_id}/stop", { ...of(id), body: { reason } }));
export const openSender = (id: string) => read(api.POST("/channels/senders/{sender_id}/open", of(id)));

export const addPortfolio = (body: Schemas["PortfolioMade"]) => read(api.POST("/channels/portfolios", { body }));
export const setLimit = (id: string, daily_people: number | null) =>
  read(api.PUT("/channels/portfolios/{portfolio_id}/limit", { params: { path: { portfolio_id: id } }, body: { daily_people } }));
