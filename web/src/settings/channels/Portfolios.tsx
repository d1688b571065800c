import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { Refusal } from "../parts";
import { useDoing } from "../useDoing";
import { addPortfolio, portfoliosOf, providersOf, setLimit, type Portfolio } from "./queries";
import styles from "../Settings.module.css";

const TIERS = [250, 2_000, 10_000, 100_000, null] as const;

/** WhatsApp's own limit: how many different people in 24 hours, shared by all numbers of a portfolio. */
export function Portfolios() {
  const { t } = useTranslation();
  const place = usePlace();
  const portfolios = useQuery(portfoliosOf(place.id));
  const [adds, setAdds] = useState(false);
  return (
    <Sheet title={t("senders.portfolios")}>
      <p className={styles.quiet}>{t("senders.portfoliosWhy")}</p>
      <Loaded from={portfolios} height={60}>
        {(rows) => (
          <ul className={styles.list} data-lined>
            {rows.map((each) => (
              <Row key={each.id} portfolio={each} />
            ))}
            {rows.length === 0 && <li className={styles.quiet}>{t("senders.noPortfolio")}</li>}
          </ul>
        )}
      </Loaded>
      {may(place, "channels:write") && !adds && (
        <div className={styles.row}>
          <Button variant="default" onClick={() => setAdds(true)}>
            {t("senders.addPortfolio")}
          </Button>
        </div>
      )}
      {adds && <NewPortfolio onDone={() => setAdds(false)} />}
    </Sheet>
  );
}

function Row({ portfolio: { id, reference, daily_people } }: { readonly portfolio: Portfolio }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const { mutate, isPending } = useDoing((limit: number | null) => setLimit(id, limit), {
    said: (_answer, given) => ({ text: t("senders.limitSet"), ...(given === daily_people ? {} : { before: daily_people }) }),
  });
  const words = (limit: number | null) => (limit === null ? t("senders.unlimited") : t("senders.people", { count: limit, replace: { count: count(limit) } }));
  const known = TIERS.some((each) => each === daily_people) ? TIERS : [...TIERS, daily_people];
  return (
    <li className={styles.thing}>
      <div className={styles.words}>
        <span className={styles.name}>{reference}</span>
        <span className={styles.quiet}>{words(daily_people)}</span>
      </div>
      {may(place, "channels:write") && (
        <NativeSelect
          aria-label={t("senders.limitOf", { name: reference })}
          disabled={isPending}
          value={String(daily_people)}
          data={known.map((each) => ({ value: String(each), label: words(each) }))}
          onChange={(event) => mutate(event.currentTarget.value === "null" ? null : Number(event.currentTarget.value))}
        />
      )}
    </li>
  );
}

function NewPortfolio({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const provider = useQuery(providersOf(place.id)).data?.find(({ channels }) => channels.includes("whatsapp"))?.provider ?? "";
  const [reference, setReference] = useState("");
  const { mutate, error, isPending } = useDoing(() => addPortfolio({ provider, reference }), { quiet: true, said: () => ({ text: t("senders.portfolioAdded") }), after: onDone });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate(undefined);
      }}
    >
      <Refusal error={error} />
      <TextInput label={t("senders.reference")} required withAsterisk={false} value={reference} onChange={(event) => setReference(event.currentTarget.value)} />
      <div className={styles.row}>
        <Button type="submit" loading={isPending}>
          {t("senders.addPortfolio")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("settings.cancel")}
        </Button>
      </div>
    </form>
  );
}
