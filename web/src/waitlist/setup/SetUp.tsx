import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Page } from "../../ui/Page";
import { Rooms } from "../Rooms";
import { SignUpLink } from "../SignUpLink";
import { AskingSheet } from "./AskingSheet";
import { Services } from "./Services";
import { StaffSheet } from "./StaffSheet";
import styles from "../Waitlist.module.css";

/** What can be booked, with whom and when, and how people are asked. */
export function SetUp() {
  const { t } = useTranslation();
  const writes = may(usePlace(), "contacts:write");
  return (
    <Page title={t("waitlist.pages.setup")} lead={t(writes ? "waitlist.setupLead" : "waitlist.setupLooks")} above={<Rooms />}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Services writes={writes} />
          <StaffSheet writes={writes} />
        </div>
        <div className={styles.column}>
          <AskingSheet writes={writes} />
          <SignUpLink />
        </div>
      </div>
    </Page>
  );
}
