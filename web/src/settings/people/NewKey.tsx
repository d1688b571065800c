import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import type { Scope } from "../../api/session";
import { businessNow } from "../../api/time";
import { useInside } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { faultOf, Refusal, Tick } from "../parts";
import { useDoing } from "../useDoing";
import { Attested, toAttest } from "./Attested";
import { makeKey } from "./queries";
import { wordOf } from "./scopes";
import styles from "../Settings.module.css";

const DAY_MS = 86_400_000;
const LASTS = ["30", "90", "365", "never"] as const;
type Lasts = (typeof LASTS)[number];

interface Props {
  readonly onMade: (secret: string) => void;
  readonly onDone: () => void;
}

/** A key to make: as little as it needs, and an end unless it is to have none. */
export function NewKey({ onMade, onDone }: Props) {
  const { t } = useTranslation();
  const { place } = useInside();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly Scope[]>([]);
  const [lasts, setLasts] = useState<Lasts>("365");
  const [attested, setAttested] = useState<Schemas["ConsentAttested"]>();
  const { mutate, error, isPending } = useDoing(makeKey, {
    quiet: true,
    after: ({ secret }) => {
      onMade(secret);
      onDone();
    },
  });
  const turn = (scope: Scope) => (on: boolean) => setChosen(on ? [...chosen, scope] : chosen.filter((each) => each !== scope));
  const expires_at = lasts === "never" ? null : () => new Date(businessNow().getTime() + Number(lasts) * DAY_MS).toISOString();
  return (
    <Sheet title={t("keys.make")}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate({ name, scopes: [...chosen], expires_at: expires_at?.() ?? null, consent_basis: attested ?? null });
        }}
      >
        <Refusal error={error} fields={["name"]} />
        <TextInput
          label={t("keys.name")}
          description={t("keys.nameHint")}
          required
          withAsterisk={false}
          maxLength={200}
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={faultOf(error, "name")}
        />
        <fieldset className={styles.ticks}>
          <legend>{t("keys.may")}</legend>
          {place.scopes.map((scope) => (
            <Tick key={scope} label={t(`scopes.${wordOf(scope)}`)} checked={chosen.includes(scope)} onChange={turn(scope)} />
          ))}
        </fieldset>
        <NativeSelect
          label={t("keys.lasts")}
          value={lasts}
          onChange={(event) => setLasts(LASTS.find((each) => each === event.currentTarget.value) ?? "365")}
          data={LASTS.map((value) => ({ value, label: t(`keys.for.${value}`) }))}
        />
        <Tick label={t("keys.attest")} checked={attested !== undefined} onChange={(on) => setAttested(on ? toAttest() : undefined)} />
        {attested && <Attested value={attested} onChange={setAttested} />}
        <div className={styles.row}>
          <Button type="submit" loading={isPending} disabled={chosen.length === 0}>
            {t("keys.make")}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t("settings.cancel")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
