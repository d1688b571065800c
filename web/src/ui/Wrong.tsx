import { Button } from "@mantine/core";
import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Problem, wordsOf } from "../api/problem";
import { Empty } from "./Empty";

const GONE = 404;
const FORBIDDEN = 403;

/** A page that can't be shown: which of the few reasons it is, and what helps. */
export function Wrong({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { t } = useTranslation();
  const status = error instanceof Problem ? error.status : undefined;
  if (status === GONE) return <Gone />;
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

/** The same, where no shell is round it. */
export function GoneOutside() {
  return (
    <main>
      <Gone />
    </main>
  );
}

export function WrongRoute({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <Wrong error={error} retry={() => void router.invalidate()} />;
}
