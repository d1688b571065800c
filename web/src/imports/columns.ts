import type { Column } from "./queries";

export const FIELDS = [
  "first_name",
  "last_name",
  "phone",
  "second_phone",
  "email",
  "whatsapp_user",
  "external_id",
  "country",
  "region",
  "postcode",
  "time_zone",
  "locale",
  "lifecycle",
  "tags",
] as const;
export type Field = (typeof FIELDS)[number];

export const IGNORE = "ignore";
const REACHING: readonly string[] = ["phone", "second_phone", "email", "whatsapp_user", "external_id"];
const LONGEST_NAME = 64;

/** The field of one's own that a column becomes, named after its title as the server would. */
export function ownField(column: Column): string {
  if (column.field.startsWith("attributes.")) return column.field;
  const slug = column.title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, LONGEST_NAME);
  return `attributes.${/^[a-z]/.test(slug) ? slug : `column_${slug}`.slice(0, LONGEST_NAME)}`;
}

export type Fault = { readonly kind: "nobody" } | { readonly kind: "twice"; readonly field: string };

/** What must be mended before a file can be read: nobody is named by it, or two columns say the same. */
export function faultOf(mapping: Readonly<Record<string, string>>): Fault | undefined {
  const fields = Object.values(mapping).filter((field) => field !== IGNORE);
  const twice = fields.find((field, place) => fields.indexOf(field) !== place);
  if (twice !== undefined) return { kind: "twice", field: twice };
  return fields.some((field) => REACHING.includes(field)) ? undefined : { kind: "nobody" };
}

export function mappingOf(columns: readonly Column[]): Record<string, string> {
  return Object.fromEntries(columns.map(({ title, field }) => [title, field]));
}
