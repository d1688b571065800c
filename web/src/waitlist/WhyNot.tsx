import { useTranslation } from "react-i18next";
import { channelOf } from "./SlotCard";
import type { Misfit } from "./queries";
import styles from "./Waitlist.module.css";

interface Props {
  readonly why: Misfit;
  /** What stands against each channel, in words. */
  readonly told?: Readonly<Record<string, string>>;
}

/** Why somebody who waits is not asked now. */
export function WhyNot({ why, told = {} }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <span>{t(`waitlist.misfits.${why === "too_many" ? "party" : why}`)}</span>
      {Object.entries(told).map(([channel, sentence]) => (
        <span key={channel} className={styles.quiet}>
          {t(`channel.${channelOf(channel)}`)}: {sentence}
        </span>
      ))}
    </>
  );
}
