import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Loaded } from "../Loaded";
import { useDoing } from "../useDoing";
import { lettersOf, replayLetters } from "./queries";
import styles from "../Settings.module.css";

/** Calls of the provider that could not be applied: nothing of them is lost, and they can be applied again. */
export function Letters({ connection }: { readonly connection: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const letters = useQuery(lettersOf(place.id));
  const { mutate, isPending } = useDoing(replayLetters, { said: ({ replayed }) => ({ text: t("channels.replayed", { count: replayed }) }) });
  return (
    <>
      <h3>{t("channels.letters")}</h3>
      <Loaded from={letters} height={40}>
        {({ items }) => {
          const own = items.filter((each) => each.connection_id === connection);
          if (own.length === 0) return <p className={styles.quiet}>{t("channels.noLetters")}</p>;
          return (
            <>
              <ul className={styles.list} data-lined>
                {own.map(({ id, received_at, why }) => (
                  <li key={id} className={styles.words}>
                    <span>{why}</span>
                    <span className={styles.quiet}>{moment(received_at)}</span>
                  </li>
                ))}
              </ul>
              {may(place, "channels:write") && (
                <div className={styles.row}>
                  <Button variant="default" loading={isPending} onClick={() => mutate(own.map((each) => each.id))}>
                    {t("channels.replay")}
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
