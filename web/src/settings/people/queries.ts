import { queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../../api/client";

export type Member = Schemas["tidings__accounts__http__members__MemberShown"];
export type Role = Schemas["Role"];
export type Key = Schemas["KeyShown"];

export const membersOf = (place: string) => queryOptions({ queryKey: ["settings", place, "members"], queryFn: async () => (await read(api.GET("/members"))).items });
export const rolesOf = (place: string) =>
  queryOptions({ queryKey: ["settings", place, "roles"], queryFn: async () => (await read(api.GET("/roles"))).items, staleTime: Infinity });
export const keysOf = (place: string) => queryOptions({ queryKey: ["settings", place, "keys"], queryFn: async () => (await read(api.GET("/keys"))).items });

const at = (user_id: string) => ({ params: { path: { user_id } } });

export const putMember = (body: Schemas["MemberAsked"]) => read(api.POST("/members", { body }));
export const removeMember = (id: string) => api.DELETE("/members/{user_id}", at(id));
export const invite = async (id: string) => new URL((await read(api.POST("/members/{user_id}/invitation", at(id)))).path, window.location.origin).href;

export const makeKey = (body: Schemas["KeyAsked"]) => read(api.POST("/keys", { body }));
export const revokeKey = (key_id: string) => api.DELETE("/keys/{key_id}", { params: { path: { key_id } } });
