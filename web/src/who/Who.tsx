import { useWho } from "./useWho";

/** The name of whoever did something. */
export function Who({ actor }: { readonly actor: string }) {
  return <span dir="auto">{useWho(actor)}</span>;
}
