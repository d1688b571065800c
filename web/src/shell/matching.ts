/** Whether a label holds what was typed, however accents and capitals are written. */
export function holds(label: string, typed: string): boolean {
  return plain(label).includes(plain(typed.trim()));
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
