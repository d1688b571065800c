/** A tree of conditions as the API takes it (docs/segments.md). A number that is `null` is not filled in yet; such a tree is never sent. */
export type Value = string | number | boolean;
export type Whole = number | null;
export type Op = "is" | "in" | "less" | "at_most" | "more" | "at_least" | "between" | "starts_with" | "contains" | "is_set";
export type Channel = "sms" | "whatsapp";
export type Purpose = "marketing" | "transactional" | "tracking";

export interface Times {
  readonly at_least?: Whole;
  readonly at_most?: Whole;
  readonly exactly?: Whole;
}

export interface Period {
  readonly days?: Whole;
  readonly days_ago?: Whole;
  readonly since?: string;
  readonly until?: string;
}

export interface Property {
  readonly name: string;
  readonly value: Value;
}

export interface Attribute {
  readonly kind: "attribute";
  readonly name: string;
  readonly op: Op;
  readonly values?: readonly Value[];
}

export interface Age {
  readonly kind: "age";
  readonly op: "is" | "less" | "at_most" | "more" | "at_least" | "between";
  readonly values: readonly Whole[];
  readonly attribute?: string;
}

export interface Tag {
  readonly kind: "tag";
  readonly name: string;
}

export interface Field {
  readonly kind: "field";
  readonly name: "lifecycle" | "country" | "locale" | "time_zone";
  readonly values?: readonly string[];
}

export interface Consent {
  readonly kind: "consent";
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly status?: "granted" | "withdrawn" | "unknown";
  readonly programme?: string;
}

export interface Reachable {
  readonly kind: "reachable";
  readonly channel: Channel;
  readonly purpose?: Purpose;
  readonly programme?: string;
}

export interface Did {
  readonly kind: "did";
  readonly event: string;
  readonly where?: readonly Property[];
  readonly times?: Times;
  readonly period?: Period;
}

export interface Turn {
  readonly kind: "turn";
  readonly which: "first" | "last";
  readonly event: string;
  readonly period: Period;
  readonly where?: readonly Property[];
}

export interface Without {
  readonly kind: "without";
  readonly event: string;
  readonly missing: string;
  readonly days: Whole;
  readonly where?: readonly Property[];
  readonly missing_where?: readonly Property[];
}

export interface Engagement {
  readonly kind: "engagement";
  readonly action: "opened" | "clicked" | "replied";
  readonly channel?: Channel | "email" | "push";
  readonly times?: Times;
  readonly period?: Period;
}

export interface Enrolled {
  readonly kind: "enrolled";
  readonly course?: string;
  readonly statuses?: readonly string[];
  readonly period?: Period;
}

export interface InSegment {
  readonly kind: "segment";
  readonly segment: string;
}

export interface InList {
  readonly kind: "list";
  readonly list: string;
}

export type Leaf = Attribute | Age | Tag | Field | Consent | Reachable | Did | Turn | Without | Engagement | Enrolled | InSegment | InList;
export type Kind = Leaf["kind"];
export type GroupKind = "all" | "any" | "none";

export interface Branch {
  readonly kind: GroupKind;
  readonly of: readonly Tree[];
}

export type Tree = Branch | Leaf;

export interface Conditions {
  readonly [key: string]: unknown;
}

/** What the API tells is such a tree: it writes no other, and a test compares its kinds of conditions with those above. */
export function treeIn(conditions: Conditions): Tree {
  return conditions.where as Tree;
}

export function conditionsOf(where: Tree): Conditions {
  return { version: 1, where };
}
