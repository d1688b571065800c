import { useState } from "react";
import type { Consent, SeenFile } from "./queries";

/** What was chosen so far. The file stays in the browser until the trial. */
export interface Draft {
  readonly file: File | undefined;
  readonly seen: SeenFile | undefined;
  readonly sheet: string | undefined;
  readonly mapping: Readonly<Record<string, string>>;
  readonly tag: string;
  readonly agreed: boolean | undefined;
  readonly consent: Consent;
}

export type Change = (part: Partial<Draft>) => void;

export function useDraft(): readonly [Draft, Change] {
  const [draft, setDraft] = useState<Draft>(() => ({
    file: undefined,
    seen: undefined,
    sheet: undefined,
    mapping: {},
    tag: `import ${new Date().toISOString().slice(0, 10)}`,
    agreed: undefined,
    consent: { source: "", wording: "", channels: ["sms"] },
  }));
  return [draft, (part) => setDraft((before) => ({ ...before, ...part }))];
}
