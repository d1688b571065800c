import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { usePlace } from "../shell/usePlace";
import { useDebounced } from "../ui/useDebounced";
import { blockAt, blocksOf, group, treeOf, type Group } from "./blocks";
import { missingIn } from "./missing";
import { understoodOf, type Asked } from "./queries";
import { conditionsOf, treeIn, type Conditions } from "./tree";
import { useSteps, type Edit } from "./useSteps";

const TYPED_REST_MS = 350;
const EDIT_REST_MS = 120;

/**
 * Conditions in both forms. One leads, the other follows: the blocks, until somebody types in the text, and again once that is understood
 * and left. What can't be understood yet stays as it was typed, and the blocks as they were.
 */
export function useForms(start: Conditions | null, startText: string) {
  const place = usePlace();
  const [first] = useState(() => (start ? blocksOf(treeIn(start)) : group("all")));
  const { root, canUndo, canRedo, dispatch } = useSteps(first);
  const [typed, setTyped] = useState<string | null>(null);
  const missing = useMemo(() => missingIn(root), [root]);
  const rested = useDebounced(typed, TYPED_REST_MS);
  const restedRoot = useDebounced(root, EDIT_REST_MS);
  const complete = missing.size === 0 && missingIn(restedRoot).size === 0;
  const asked = askedFor(typed === null ? null : rested, complete ? restedRoot : null);
  const { data, isFetching, error, refetch } = useQuery(understoodOf(place.id, asked));
  const [lastText, setLastText] = useState(startText);
  const leads = typed !== null && rested === typed;
  const settled = typed !== null ? leads : complete && restedRoot === root;
  const text = settled ? (data?.text ?? null) : null;
  useEffect(() => {
    if (text !== null) setLastText(text);
  }, [text]);
  const told = data?.conditions ?? null;
  useEffect(() => {
    if (leads && told) dispatch({ do: "edit", of: "text", by: () => blocksOf(treeIn(told)) });
  }, [leads, told, dispatch]);
  const fault = (typed === null || leads) && !isFetching ? (data?.fault ?? null) : null;
  const conditions = told && !isFetching && fault === null && settled ? told : null;
  const unread = conditions === null && fault === null && (typed !== null ? typed.trim() !== "" : missing.size === 0);
  const failure = unread && settled && !isFetching ? error : null;
  const [left, setLeft] = useState(false);
  const over = left && leads && told !== null && fault === null;
  useEffect(() => {
    if (over) setTyped(null);
  }, [over]);
  return {
    root,
    missing,
    fault,
    faultAt: fault?.path ? blockAt(root, fault.path) : undefined,
    text: typed ?? text ?? lastText,
    typing: typed !== null,
    stuck: typed !== null && fault !== null,
    /** What is meant, once both forms say it; null while something is missing or not understood. */
    conditions,
    /** Whether it is being found out what is meant: the answer is under way. */
    reading: unread && failure === null,
    /** Why it could not be found out, if the API did not answer. */
    failure,
    readAgain: () => void refetch(),
    canUndo: canUndo || typed !== null,
    canRedo,
    edit: (edit: Edit) => {
      setTyped(null);
      dispatch(edit);
    },
    type: (typing: string) => {
      setLeft(false);
      setTyped(typing);
    },
    /** The text was left: once it is understood it is written by the rules again. */
    leaveText: () => setLeft(true),
    dropText: () => setTyped(null),
  };
}

export type Forms = ReturnType<typeof useForms>;

function askedFor(text: string | null, root: Group | null): Asked | null {
  if (text !== null) return text.trim() === "" ? null : { text };
  return root ? { conditions: conditionsOf(treeOf(root)) } : null;
}
