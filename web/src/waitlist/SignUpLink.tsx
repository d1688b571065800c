import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CopyLine } from "../settings/parts";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { askingOf } from "./queries";
import styles from "./Waitlist.module.css";

/** Where people put themselves on the list, to be copied into a website, a poster or a message. */
export function SignUpLink() {
  const { t } = useTranslation();
  const { data } = useQuery(askingOf(usePlace().id));
  if (!data) return null;
  return (
    <Sheet title={t("waitlist.signUp")}>
      <p className={styles.quiet}>{t(data.sign_up ? "waitlist.signUpWhat" : "waitlist.signUpOff")}</p>
      {data.sign_up && (
        <>
          <CopyLine label={t("waitlist.signUpAddress")} text={data.sign_up_url} />
          <a href={data.sign_up_url} target="_blank" rel="noreferrer">
            {t("waitlist.signUpOpen")}
          </a>
        </>
      )}
    </Sheet>
  );
}
