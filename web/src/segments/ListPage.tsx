import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Page, Sheet } from "../ui/Page";
import { AddPeople } from "./AddPeople";
import { Archiving } from "./Archiving";
import { Back } from "./Back";
import { Members } from "./Members";
import type { Segment } from "./queries";
import { Size } from "./Size";
import { UsedBy } from "./UsedBy";
import styles from "./Segments.module.css";

/** A list: who was put in, until taken out. */
export function ListPage({ list }: { readonly list: Segment }) {
  const { t } = useTranslation();
  const place = usePlace();
  return (
    <Page title={list.name} lead={list.description || t("segments.listLead")} above={<Back />} aside={<Archiving segment={list} />}>
      <div className={styles.builder}>
        <Members list={list} />
        <div className={styles.main}>
          <Sheet title={t("segments.meant")}>
            <Size segment={list} />
          </Sheet>
          {may(place, "contacts:write") && <AddPeople list={list} />}
        </div>
      </div>
      <UsedBy segment={list} />
    </Page>
  );
}
