import { Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import type { Draft } from "./draft";
import { Outcome } from "./Outcome";
import { bring, importOf, moves, type Order } from "./queries";
import { StepButtons } from "./StepButtons";
import styles from "./Imports.module.css";

interface Props {
  readonly draft: Draft;
  readonly onBack: () => void;
  readonly onOver: () => void;
}

function orderOf({ file, mapping, sheet, tag, agreed, consent }: Draft): Order {
  if (!file) throw new TypeError("no file was chosen");
  return { file, mapping, sheet, tag: tag.trim(), consent: agreed ? consent : undefined };
}

/** The whole file is tried and nothing written; then it is imported, or mended first. */
export function DryRun({ draft, onBack, onOver }: Props) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const trying = useMutation({ mutationFn: () => bring(orderOf(draft), true) });
  const { mutate } = trying;
  const began = useRef(false);
  useEffect(() => {
    if (!began.current) mutate();
    began.current = true;
  }, [mutate]);
  const tried = useQuery({ ...importOf(place.id, trying.data?.id ?? ""), enabled: trying.data !== undefined }).data ?? trying.data;
  const bringing = useMutation({
    mutationFn: () => bring(orderOf(draft), false),
    onMutate: onOver,
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["imports", place.id] });
      await navigate({ to: "/o/$slug/imports/$id", params: { slug: place.slug, id } });
    },
  });
  const wrong = trying.error ?? bringing.error;
  const people = tried ? tried.created + tried.updated + tried.unchanged : 0;
  return (
    <>
      {!tried && !wrong && <Skeleton height={240} radius="lg" />}
      {tried && <Outcome found={tried} />}
      {wrong && (
        <p role="alert" className={styles.failure}>
          {wordsOf(wrong)}
        </p>
      )}
      <Sheet label={t("imports.step.dryRun")}>
        <p>{tried && moves(tried) ? t("imports.trying") : t("imports.nothingYet")}</p>
        <StepButtons
          onBack={onBack}
          onNext={() => bringing.mutate()}
          loading={bringing.isPending}
          disabled={!tried || moves(tried) || people === 0}
          next={t("imports.bring", { count: people, replace: { count: count(people) } })}
        />
      </Sheet>
    </>
  );
}
