import { useState } from "react";
import { usePlace } from "../../shell/usePlace";
import type { EmailBody, SmsBody } from "../../templates/body";
import { forget, keep, keptOf } from "../../templates/kept";
import type { Campaign } from "../queries";

/** A text or an email that is written for a campaign, and its language. */
export interface Written {
  readonly locale: string;
  readonly body: SmsBody | EmailBody;
}

export interface Writing {
  /** What was written and is not in the campaign yet. */
  readonly written: Written | undefined;
  readonly write: (written: Written) => void;
  readonly drop: () => void;
}

/** What somebody writes for a campaign: it becomes a template only once it is used, and until then stays in this browser with each letter. */
export function useWritten({ id }: Pick<Campaign, "id">): Writing {
  const place = usePlace();
  const name = `campaign.${id}`;
  const [written, setWritten] = useState(() => writtenOf(keptOf(place.id, name)?.bodies ?? {}));
  return {
    written,
    write: (next) => {
      keep(place.id, name, { [next.locale]: next.body });
      setWritten(next);
    },
    drop: () => {
      forget(place.id, name);
      setWritten(undefined);
    },
  };
}

/** The text among what was kept, of which there is one; an SMS or an email, since WhatsApp's are written where templates are. */
export function writtenOf(bodies: Parameters<typeof keep>[2]): Written | undefined {
  const [locale, body] = Object.entries(bodies)[0] ?? [];
  return locale !== undefined && body && "text" in body ? { locale, body } : undefined;
}
