import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import { changeFaults, passTime, simulatorOf, type Faults, type Simulator } from "./queries";
import styles from "./Simulator.module.css";

const STATES = ["fine", "slow", "busy", "down"] as const;
const RECEIPTS = ["in_time", "late", "lost"] as const;
const HOUR = 3600;

/** Failures, switched on and off by hand; where business time is made up too, it can be let pass. */
export function Failures({ simulator }: { readonly simulator: Simulator }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const queries = useQueryClient();
  const { queryKey } = simulatorOf(place.id);
  const { faults, clock, now } = simulator;
  const onError = (error: unknown) => tell(wordsOf(error), { tone: "bad" });
  const change = useMutation({
    mutationFn: changeFaults,
    onSuccess: (changed) => queries.setQueryData(queryKey, { ...simulator, faults: changed }),
    onError,
  });
  const time = useMutation({ mutationFn: passTime, onSuccess: (after) => queries.setQueryData(queryKey, after), onError });
  if (!faults) return null;
  const breaks = may(place, "channels:write");
  const set = (part: Partial<Faults>) => change.mutate(part);
  const provider = (name: "twilio" | "meta", label: string) => (
    <NativeSelect
      label={label}
      value={faults[name]}
      disabled={!breaks || change.isPending}
      data={STATES.map((value) => ({ value, label: t(`simulator.states.${value}`) }))}
      onChange={(event) => set({ [name]: STATES.find((each) => each === event.currentTarget.value) ?? "fine" })}
    />
  );
  const wrong = faults.twilio !== "fine" || faults.meta !== "fine" || faults.receipts !== "in_time";
  return (
    <Sheet title={t("simulator.failures")}>
      <p className={styles.quiet}>{t(wrong ? "simulator.somethingWrong" : "simulator.nothingWrong")}</p>
      <div className={styles.switches}>
        {provider("meta", t("simulator.meta"))}
        {provider("twilio", t("simulator.twilio"))}
        <NativeSelect
          label={t("simulator.receipts")}
          value={faults.receipts}
          disabled={!breaks || change.isPending}
          data={RECEIPTS.map((value) => ({ value, label: t(`simulator.told.${value}`) }))}
          onChange={(event) => set({ receipts: RECEIPTS.find((each) => each === event.currentTarget.value) ?? "in_time" })}
        />
        {wrong && breaks && (
          <Button variant="default" loading={change.isPending} onClick={() => set({ twilio: "fine", meta: "fine", receipts: "in_time" })}>
            {t("simulator.allFine")}
          </Button>
        )}
        {clock === "simulated" && now && (
          <div className={styles.clock}>
            <span>{t("simulator.now", { when: moment(now) })}</span>
            {may(place, "operations") && (
              <Button variant="default" loading={time.isPending} onClick={() => time.mutate(HOUR)}>
                {t("simulator.anHour")}
              </Button>
            )}
          </div>
        )}
      </div>
    </Sheet>
  );
}
