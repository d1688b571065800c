import { useEffect, useEffectEvent, useState } from "react";
import type { Forms } from "./useForms";

/**
 * Saving, when it is asked for and once what is meant is read: whoever leaves the text by a click on Save asks while it is.
 * Where the API did not answer, it is saved once it does; what is not understood, or what the API refused, is told.
 */
export function useSaving(forms: Forms, changed: boolean, act: () => Promise<void>) {
  const { reading, failure, conditions } = forms;
  const [asked, setAsked] = useState(false);
  const [unread, setUnread] = useState(false);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const run = async () => {
    setSaving(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(error);
    } finally {
      setSaving(false);
    }
  };
  const settle = useEffectEvent(() => {
    setAsked(false);
    setUnread(conditions === null);
    if (conditions && changed) void run();
  });
  useEffect(() => {
    if (asked && !reading && failure === null) settle();
  }, [asked, reading, failure]);
  return {
    saving: saving || (asked && failure === null),
    problem: problem ?? failure,
    /** Whether it was asked for, and what was typed is not understood. */
    refused: unread && conditions === null && !reading,
    possible: changed && (conditions !== null || reading || failure !== null),
    ask: () => {
      if (failure !== null) forms.readAgain();
      setAsked(true);
    },
  };
}
