import { Autocomplete } from "@mantine/core";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly known?: readonly string[];
  readonly onWord: (word: string) => void;
}

const SHOWN = 8;

/** A word that may be one of those that exist, and need not be. */
export function Word({ label, value, known = [], onWord }: Props) {
  return <Autocomplete size="md" aria-label={label} placeholder={label} value={value} data={[...new Set(known)]} limit={SHOWN} onChange={onWord} maxDropdownHeight={320} />;
}
