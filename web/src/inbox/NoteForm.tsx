import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { Icon } from "../ui/Icon";
import { Menu, MenuItem } from "../ui/Menu";
import { tell } from "../ui/toasts";
import { addNote, threadOf, type Agent, type Opened } from "./queries";
import styles from "./Inbox.module.css";

interface Props {
  readonly thread: Opened;
  readonly agents: readonly Agent[];
  readonly note: string;
  readonly onNote: (note: string) => void;
}

/** A word for the team that the person never sees; whoever is named finds it in their mentions. */
export function NoteForm({ thread, agents, note, onNote }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const [named, setNamed] = useState<readonly Agent[]>([]);
  const { mutate, isPending } = useMutation({
    mutationFn: () => addNote(thread.id, note.trim(), meant(note, agents, named)),
    onSuccess: (after) => {
      queries.setQueryData(threadOf(place.id, thread.id).queryKey, after);
      void queries.invalidateQueries({ queryKey: ["inbox", place.id] });
      setNamed([]);
      onNote("");
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  return (
    <div className={styles.noting}>
      <Textarea
        aria-label={t("inbox.yourNote")}
        placeholder={t("inbox.notePlaceholder")}
        autosize
        autoFocus
        minRows={2}
        maxRows={8}
        maxLength={10_000}
        dir="auto"
        value={note}
        onChange={(event) => onNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && note.trim()) mutate();
        }}
      />
      <div className={styles.sendRow}>
        {agents.length > 0 && (
          <Menu
            opener={(opener) => (
              <Button {...opener} variant="default" size="compact-md" rightSection={<Icon name="down" size={16} />}>
                {t("inbox.mention")}
              </Button>
            )}
          >
            {agents.map((agent) => (
              <MenuItem
                key={agent.user_id}
                onChoose={() => {
                  setNamed([...named, agent]);
                  onNote(`${note}${note && !/\s$/u.test(note) ? " " : ""}@${agent.name} `);
                }}
              >
                {agent.name}
              </MenuItem>
            ))}
          </Menu>
        )}
        <Button size="compact-md" loading={isPending} disabled={!note.trim()} onClick={() => mutate()}>
          {t("inbox.addNote")}
        </Button>
      </div>
    </div>
  );
}

/** Whom a note names: those that were chosen and still stand in it, and whoever was typed with an @. */
function meant(note: string, agents: readonly Agent[], named: readonly Agent[]): string[] {
  const text = note.toLocaleLowerCase();
  const stands = ({ name }: Agent) => text.includes(`@${name.toLocaleLowerCase()}`);
  return [...new Set([...named, ...agents].filter(stands).map(({ user_id }) => user_id))];
}
