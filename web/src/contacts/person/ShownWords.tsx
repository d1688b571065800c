import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { versionKey } from "./given";
import { wordingsOf } from "./queries";

interface Props {
  /** As `versionKey` writes it; empty for words of one's own. */
  readonly value: string;
  readonly onChoose: (version: string) => void;
}

/** Which of the kept wordings the person was shown; where none is kept, there is nothing to choose. */
export function ShownWords({ value, onChoose }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data = [] } = useQuery(wordingsOf(place.id));
  if (data.length === 0) return null;
  const kept = data.map((each) => ({ value: versionKey(each), label: `${each.key}, ${each.version} (${each.locale})` }));
  const chosen = data.find((each) => versionKey(each) === value);
  return (
    <NativeSelect
      label={t("person.shownWords")}
      {...(chosen ? { description: chosen.text } : {})}
      value={value}
      data={[{ value: "", label: t("person.otherWords") }, ...kept]}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  );
}
