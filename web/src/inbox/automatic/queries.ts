import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../../api/client";

export type Automation = Schemas["AutomationShown"];
export type AutoAnswer = Schemas["AutoAnswerShown"];
export type AutoAnswerSent = Schemas["AutoAnswerSent"];
export type Version = Schemas["AutoAnswerVersionShown"];
export type Tried = Schemas["TriedShown"];
export type Usual = Schemas["UsuallyShown"];
export type Figures = Schemas["InboxFiguresShown"];
export type By = Schemas["By"];

const at = (id: string) => ({ params: { path: { auto_answer_id: id } } });

export const automationOf = (place: string) => queryOptions({ queryKey: ["inbox", place, "automation"], queryFn: () => read(api.GET("/inbox/automation")) });

export const usualOf = (place: string) => queryOptions({ queryKey: ["inbox-usual", place], queryFn: () => read(api.GET("/inbox/automation/usual")), staleTime: Infinity });

export const putAutomation = (body: Automation) => read(api.PUT("/inbox/automation", { body }));

export const autoAnswersOf = (place: string, archived = false) =>
  queryOptions({ queryKey: ["inbox", place, "auto-answers", archived], queryFn: async () => (await read(api.GET("/inbox/auto-answers", { params: { query: { archived } } }))).items });

export const autoAnswerOf = (place: string, id: string) => queryOptions({ queryKey: ["inbox", place, id, "auto-answer"], queryFn: () => read(api.GET("/inbox/auto-answers/{auto_answer_id}", at(id))) });

export const versionsOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["inbox", place, id, "auto-answer-versions"], queryFn: async () => (await read(api.GET("/inbox/auto-answers/{auto_answer_id}/versions", at(id)))).items });

/** Makes an answer, or a version of one; `version` is the one that was changed. */
export const putAutoAnswer = (id: string | undefined, body: AutoAnswerSent, version?: number) =>
  id === undefined ? read(api.POST("/inbox/auto-answers", { body })) : read(api.PUT("/inbox/auto-answers/{auto_answer_id}", { ...at(id), body: { ...body, ...(version ? { version } : {}) } }));

export const archiveAutoAnswer = (id: string) => read(api.DELETE("/inbox/auto-answers/{auto_answer_id}", at(id)));

export const unarchiveAutoAnswer = (id: string) => read(api.POST("/inbox/auto-answers/{auto_answer_id}/unarchive", at(id)));

export const restoreVersion = (id: string, version: number) => read(api.POST("/inbox/auto-answers/{auto_answer_id}/restore", { ...at(id), body: { version } }));

/** What would be done about a message; automatic answers count as switched on. */
export const tryOut = (text: string, channel: Schemas["Channel"], closed: boolean | null) => read(api.POST("/inbox/auto-answers/try", { body: { text, channel, closed, on: true } }));

export const figuresOf = (place: string, by: By, since: string, until: string) =>
  queryOptions({
    queryKey: ["inbox", place, "figures", by, since, until],
    queryFn: () => read(api.GET("/inbox/figures", { params: { query: { by, since, until } } })),
    placeholderData: keepPreviousData,
  });
