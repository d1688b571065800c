import { TagsInput } from "@mantine/core";

interface Props {
  readonly label: string;
  readonly values: readonly string[];
  readonly known?: readonly string[];
  readonly onWords: (words: readonly string[]) => void;
}

/** Several words, each taken by Enter or a comma; what is still being typed counts once the field is left. */
export function Words({ label, values, known = [], onWords }: Props) {
  return (
    <TagsInput
      size="md"
      aria-label={label}
      placeholder={values.length === 0 ? label : ""}
      value={[...values]}
      data={[...new Set(known)]}
      acceptValueOnBlur
      onChange={onWords}
      maxDropdownHeight={320}
    />
  );
}
