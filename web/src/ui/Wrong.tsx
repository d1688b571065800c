import { Button } from "@mantine/core";
import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { createContext, useContext } from "react";
import { useTranslation } from "react-i18next";
import { Problem, wordsOf } from "../api/problem";
import { Empty } from "./Empty";

const GONE = 404;
const FORBIDDEN = 403;

/** A page that can't be shown: which of the few reasons it is, and what helps. */
export function Wrong({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { t } = useTranslation();
  const status = error instanceof Problem ? error.status : undefined;
  if (status === GONE || (error instanceof Problem && error.misled)) return <Gone />;
  if (status === FORBIDDEN) return <Empty title={t("wrong.forbidden")} why={t("wrong.forbiddenWhy")} />;
  const offline = status === undefined && error instanceof TypeError;
  return (
    <Empty title={t(offline ? "wrong.offline" : "wrong.title")} why={offline ? t("wrong.offlineWhy") : wordsOf(error)}>
      {error instanceof Problem && error.requestId && <p>{t("wrong.request", { id: error.requestId })}</p>}
      <Button onClick={retry}>{t("wrong.again")}</Button>
    </Empty>
  );
}

export function Gone() {
  const { t } = useTranslation();
  return (
    <Empty alone title={t("wrong.gone")} why={t("wrong.goneWhy")}>
      <Button component="a" href="/app/">
        {t("wrong.home")}
      </Button>
    </Empty>
  );
}

/** The same where a shell may be round it, which has the page's main part already. */
export function GoneAnywhere() {
  return useContext(InShell) ? (
    <Gone />
  ) : (
    <main>
      <Gone />
    </main>
  );
}

/** Whether the shell stands round what is shown. */
export const InShell = createContext(false);

/** A file of this app that is no longer there, or did not come: browsers say so in three ways, Vite in a fourth. */
const NOT_BROUGHT = /dynamically imported module|Importing a module script failed|Unable to preload CSS/u;

export function WrongRoute({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const reload = () => window.location.reload();
  if (error instanceof Error && NOT_BROUGHT.test(error.message))
    return navigator.onLine ? (
      <Empty title={t("wrong.renewed")} why={t("wrong.renewedWhy")}>
        <Button onClick={reload}>{t("wrong.load")}</Button>
      </Empty>
    ) : (
      <Wrong error={new TypeError(error.message)} retry={reload} />
    );
  return <Wrong error={error} retry={() => void router.invalidate()} />;
}
