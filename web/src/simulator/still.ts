/** Phones in the order in which they stood before, with what is known of them now. */
export function inOrderOf<Phone extends { readonly number: string }>(before: readonly Phone[], now: readonly Phone[]): Phone[] {
  const known = new Map(now.map((phone) => [phone.number, phone]));
  return before.map((phone) => known.get(phone.number) ?? phone);
}
