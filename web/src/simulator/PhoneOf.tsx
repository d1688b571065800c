import { Button, CloseButton, SegmentedControl } from "@mantine/core";
import { useComputedColorScheme } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { Phone } from "../phone/Phone";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";
import { Attach } from "./Attach";
import { Compose } from "./Compose";
import { PhoneMessages } from "./PhoneMessages";
import { phoneOf, press, reach, react, say, type Channel, type PhoneShown, type Sender } from "./queries";
import { useSeen } from "./useSeen";
import styles from "./Simulator.module.css";

interface Props {
  readonly number: string;
  readonly senders: readonly Sender[];
  readonly onClose: () => void;
}

/** One person's phone: messages arrive, buttons and answers work, and what comes into view is read. */
export function PhoneOf({ number, senders, onClose }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const scheme = useComputedColorScheme("light");
  const { data, error } = useQuery(phoneOf(place.id, number));
  const [chosen, setChosen] = useState<Channel>();
  const all = data?.messages ?? [];
  const channels = [...new Set(senders.map(({ channel }) => channel))];
  const channel = chosen ?? all.at(-1)?.channel ?? channels[0] ?? "sms";
  const messages = all.filter((each) => each.channel === channel);
  const sender = senders.find((each) => each.channel === channel && each.address === messages.at(-1)?.sender) ?? senders.find((each) => each.channel === channel);
  const acts = may(place, "messages:send");
  const box = useSeen(number, messages, acts);
  const shown = { onSuccess: (after: PhoneShown) => queries.setQueryData(phoneOf(place.id, number).queryKey, after), onError: (problem: unknown) => tell(wordsOf(problem), { tone: "bad" }) };
  const saying = useMutation({ mutationFn: ({ to, text }: { to: string; text: string }) => say(number, to, text), ...shown });
  const pressing = useMutation({ mutationFn: ({ id, button }: { id: string; button: string }) => press(number, id, button), ...shown });
  const reacting = useMutation({ mutationFn: ({ id, emoji }: { id: string; emoji: string }) => react(number, id, emoji), ...shown });
  const reaching = useMutation({ mutationFn: (away: boolean) => reach(number, away), ...shown });
  return (
    <article className={styles.phone} aria-label={t("simulator.phoneOf", { number })}>
      <header className={styles.above}>
        <h2>
          {data?.people.map(({ id, name }) => (
            <Link key={id} to="/o/$slug/contacts/$id" params={{ slug: place.slug, id }} dir="auto">
              {name}
            </Link>
          ))}
          <span className={data?.people.length ? styles.small : undefined}>{number}</span>
        </h2>
        <CloseButton aria-label={t("simulator.close", { number })} onClick={onClose} />
      </header>
      {channels.length > 1 && (
        <SegmentedControl
          fullWidth
          aria-label={t("templates.channel")}
          value={channel}
          onChange={(value) => setChosen(channels.find((each) => each === value))}
          data={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
        />
      )}
      <Phone
        look={channel === "whatsapp" ? "whatsapp" : "sms"}
        scheme={scheme}
        label={t("simulator.conversation", { number })}
        box={box}
        title={
          <>
            <span>{place.name}</span>
            <span className={styles.stamp}>{t("simulator.madeUp")}</span>
          </>
        }
        foot={acts && sender && <Compose number={number} busy={saying.isPending} before={<Attach number={number} to={sender.id} />} onSay={(text) => saying.mutate({ to: sender.id, text })} />}
      >
        <PhoneMessages
          messages={messages}
          onPress={acts ? (id, button) => pressing.mutate({ id, button }) : undefined}
          onReact={acts ? (id, emoji) => reacting.mutate({ id, emoji }) : undefined}
        />
      </Phone>
      {error && !data && <p role="alert">{wordsOf(error)}</p>}
      {may(place, "channels:write") && (
        <Button variant="default" size="compact-md" aria-pressed={data?.unreachable ?? false} loading={reaching.isPending} onClick={() => reaching.mutate(!data?.unreachable)}>
          {t(data?.unreachable ? "simulator.bringBack" : "simulator.takeAway")}
        </Button>
      )}
    </article>
  );
}
