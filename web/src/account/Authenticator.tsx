import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read, type Schemas } from "../api/client";
import { sessionQuery } from "../api/session";
import { Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import { AskPassword } from "./AskPassword";
import { Enrolment } from "./Enrolment";
import { RecoveryCodes } from "./RecoveryCodes";
import styles from "./Account.module.css";

type Step =
  | { readonly at: "rest" }
  | { readonly at: "password"; readonly to: "setUp" | "turnOff" | "renew" }
  | { readonly at: "scan"; readonly enrolment: Schemas["AuthenticatorShown"] }
  | { readonly at: "codes"; readonly codes: readonly string[] };

/** Codes at sign-in, step by step: password, QR code, first code, recovery codes. */
export function Authenticator() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const person = useQuery(sessionQuery).data?.person;
  const [step, setStep] = useState<Step>({ at: "rest" });
  const rest = () => setStep({ at: "rest" });
  const known = () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey, exact: true });
  const goOn = async (to: "setUp" | "turnOff" | "renew", password: string) => {
    const body = { password };
    if (to === "setUp") setStep({ at: "scan", enrolment: await read(api.POST("/account/authenticator", { body })) });
    if (to === "renew") setStep({ at: "codes", codes: (await read(api.POST("/account/recovery-codes", { body }))).recovery_codes });
    if (to === "turnOff") {
      await api.POST("/account/authenticator/remove", { body });
      tell(t("account.turnedOff"));
      rest();
    }
    known();
  };
  const turnOn = async (code: string) => {
    setStep({ at: "codes", codes: (await read(api.POST("/account/authenticator/confirm", { body: { code } }))).recovery_codes });
    tell(t("account.turnedOn"));
    known();
  };
  return (
    <Sheet title={t("account.codes")}>
      {step.at === "rest" && person && (
        <>
          <p className={styles.quiet}>
            {person.has_totp ? `${t("account.codesOn")} ${t("account.codesLeft", { count: person.recovery_codes_left })}` : t("account.codesOff")}
          </p>
          <div className={styles.row}>
            {person.has_totp ? (
              <>
                <Button variant="default" onClick={() => setStep({ at: "password", to: "renew" })}>
                  {t("account.renew")}
                </Button>
                <Button variant="default" onClick={() => setStep({ at: "password", to: "turnOff" })}>
                  {t("account.turnOff")}
                </Button>
              </>
            ) : (
              <Button onClick={() => setStep({ at: "password", to: "setUp" })}>{t("account.setUp")}</Button>
            )}
          </div>
        </>
      )}
      {step.at === "password" && <AskPassword onGiven={(password) => goOn(step.to, password)} onCancel={rest} />}
      {step.at === "scan" && <Enrolment enrolment={step.enrolment} onCode={turnOn} onCancel={rest} />}
      {step.at === "codes" && <RecoveryCodes codes={step.codes} onKept={rest} />}
    </Sheet>
  );
}
