import { Autocomplete } from "@mantine/core";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly known?: readonly string[];
  /** What a word is called for people, where that is another. */
  readonly called?: (word: string) => string;
  readonly onWord: (word: string) => void;
}

const SHOWN = 8;

/** A word that may be one of those that exist, and need not be. It is found by what it is called, too. */
export function Word({ label, value, known = [], called = String, onWord }: Props) {
  const words = [...new Set(known)];
  const told = called(value);
  return (
    <Autocomplete
      size="md"
      aria-label={label}
      placeholder={label}
      description={told === value ? undefined : told}
      inputWrapperOrder={["input", "description"]}
      value={value}
      data={words}
      limit={SHOWN}
      filter={({ options, search }) => options.filter((each) => "value" in each && `${each.value} ${called(each.value)}`.toLowerCase().includes(search.trim().toLowerCase()))}
      renderOption={({ option }) => (called(option.value) === option.value ? option.value : `${called(option.value)} (${option.value})`)}
      onChange={onWord}
      maxDropdownHeight={320}
    />
  );
}
