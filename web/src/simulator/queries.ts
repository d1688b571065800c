import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";

export type Simulator = Schemas["SimulatorShown"];
export type Faults = Schemas["FaultsShown"];
export type Sender = Schemas["SimulatedSender"];
export type PhoneShown = Schemas["PhoneShown"];
export type Message = Schemas["PhoneMessage"];
export type Channel = Schemas["Channel"];

const OFTEN_MS = 2_000;
const SELDOM_MS = 60_000;

const at = (number: string) => ({ params: { path: { number } } });

/** Whether a simulator stands for the providers: asked once, since it changes with the server's start alone. */
export const simulatorOf = (place: string) =>
  queryOptions({ queryKey: ["simulator", place], queryFn: () => read(api.GET("/simulator")), staleTime: SELDOM_MS, retry: false });

export const phonesOf = (place: string, search: string) =>
  queryOptions({
    queryKey: ["simulator", place, "phones", search],
    queryFn: () => read(api.GET("/simulator/phones", { params: { query: search ? { search } : {} } })),
    refetchInterval: OFTEN_MS,
    placeholderData: keepPreviousData,
  });

export const phoneOf = (place: string, number: string) =>
  queryOptions({ queryKey: ["simulator", place, "phone", number], queryFn: () => read(api.GET("/simulator/phones/{number}", at(number))), refetchInterval: OFTEN_MS });

export const say = (number: string, sender_id: string, text: string) => read(api.POST("/simulator/phones/{number}/say", { ...at(number), body: { sender_id, text } }));

export const attach = (number: string, body: Schemas["Attaching"]) => read(api.POST("/simulator/phones/{number}/attach", { ...at(number), body }));

export const locate = (number: string, body: Schemas["Locating"]) => read(api.POST("/simulator/phones/{number}/locate", { ...at(number), body }));

export const react = (number: string, message_id: string, emoji: string) =>
  read(api.POST("/simulator/phones/{number}/react", { ...at(number), body: { message_id, emoji } }));

export const press = (number: string, message_id: string, button: string) =>
  read(api.POST("/simulator/phones/{number}/press", { ...at(number), body: { message_id, button } }));

export const look = (number: string, message_ids: string[]) => read(api.POST("/simulator/phones/{number}/read", { ...at(number), body: { message_ids } }));

export const reach = (number: string, unreachable: boolean) => read(api.POST("/simulator/phones/{number}/reach", { ...at(number), body: { unreachable } }));

export const changeFaults = (body: Partial<Faults>) => read(api.PATCH("/simulator/faults", { body }));

export const passTime = (advance_seconds: number) => read(api.POST("/simulator/clock", { body: { advance_seconds } }));
