import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { somePeople, type Person } from "./queries";
import { personOf, SAMPLES, type Sample as Key } from "./samples";

interface Props {
  readonly value: string;
  readonly onChange: (value: string, person: Person) => void;
}

/** For whom the text is shown: made-up people who try its edges, and some of the organisation's own. */
export function Sample({ value, onChange }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const contacts = useQuery({ ...somePeople(place.id), enabled: may(place, "contacts:read") }).data?.items ?? [];
  const named = contacts.filter(({ first_name, last_name }) => first_name || last_name);
  const choose = (key: string) => {
    const contact = named.find(({ id }) => id === key);
    const sample: Key | undefined = SAMPLES.find((each) => each === key);
    onChange(key, contact ? personOf(contact) : personOf(sample ?? "known"));
  };
  return (
    <NativeSelect
      label={t("templates.showFor")}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        { group: t("templates.madeUp"), items: SAMPLES.map((each) => ({ value: each, label: t(`templates.sample.${each}`) })) },
        ...(named.length ? [{ group: t("templates.yours"), items: named.map(({ id, first_name, last_name }) => ({ value: id, label: [first_name, last_name].filter(Boolean).join(" ") })) }] : []),
      ]}
    />
  );
}
