import { TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { LinkButton } from "../ui/LinkButton";
import { tell } from "../ui/toasts";
import { cannedOf, fillIn, type Canned } from "./queries";
import styles from "./Inbox.module.css";

const MOST = 8;

interface Props {
  readonly thread: string;
  readonly onPick: (text: string) => void;
  readonly onClose: () => void;
}

/** Answers that are there already: found by their shortcut or title, taken with Enter, filled in for the person. */
export function CannedPicker({ thread, onPick, onClose }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data } = useQuery(cannedOf(place.id));
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const found = (data ?? []).filter((each) => fits(each, typed)).slice(0, MOST);
  const pick = useMutation({
    mutationFn: ({ id }: Canned) => fillIn(thread, id),
    onSuccess: ({ text, missing }) => {
      if (missing.length > 0) tell(t("inbox.missing", { names: missing.join(", ") }), { tone: "bad" });
      onPick(text);
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  const pressed = (event: KeyboardEvent) => {
    const chosen = found[at];
    if (event.key === "Escape") onClose();
    else if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter" && chosen) pick.mutate(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.picker} role="group" aria-label={t("inbox.canned")}>
      <TextInput
        size="sm"
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="canned"
        aria-activedescendant={found[at] ? `canned-${found[at].id}` : undefined}
        aria-label={t("inbox.findCanned")}
        placeholder={t("inbox.findCanned")}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={pressed}
      />
      <ul id="canned" role="listbox" aria-label={t("inbox.canned")}>
        {found.map((each, number) => (
          <li key={each.id} id={`canned-${each.id}`} role="option" aria-selected={number === at} onClick={() => pick.mutate(each)} onMouseEnter={() => setAt(number)}>
            <code>/{each.shortcut}</code> <span dir="auto">{each.title}</span>
          </li>
        ))}
      </ul>
      {data && found.length === 0 && <p className={styles.quiet}>{t(data.length === 0 ? "inbox.noCanned" : "inbox.noCannedFits")}</p>}
      {data?.length === 0 && may(place, "inbox:manage") && (
        <LinkButton to="/o/$slug/settings/answers" params={{ slug: place.slug }} size="compact-md" variant="default">
          {t("inbox.makeCanned")}
        </LinkButton>
      )}
    </div>
  );
}

function fits({ shortcut, title }: Canned, typed: string): boolean {
  const wanted = typed.replace(/^\//u, "").trim().toLocaleLowerCase();
  return `${shortcut} ${title}`.toLocaleLowerCase().includes(wanted);
}
