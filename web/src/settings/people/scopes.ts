import type { Scope } from "../../api/session";

type Flat<Name extends string> = Name extends `${infer Thing}:${infer Right}` ? `${Thing}_${Right}` : Name;

/** A scope as its text is called: a colon would mean another file of texts. */
export function wordOf(scope: Scope): Flat<Scope> {
  return scope.replace(":", "_") as Flat<Scope>; // what `replace` does is not in its type
}
