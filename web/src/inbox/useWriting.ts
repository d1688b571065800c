import { useCallback, useEffect, useRef } from "react";

const RESTS_MS = 8_000;

/** Tells that somebody writes while they type, and that they don't once their fingers rest. */
export function useWriting(onWriting: (writing: boolean) => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    onWriting(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onWriting(false), RESTS_MS);
  }, [onWriting]);
}
