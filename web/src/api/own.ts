let person = "";

/** Says who is signed in here. */
export function belongTo(id: string): void {
  person = id;
}

/** The name under which the browser keeps something of whoever is signed in: the next one at this screen has their own. */
export function ownKey(name: string): string {
  return `${name}.${person}`;
}
