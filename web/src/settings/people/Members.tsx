import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { SettingsPage } from "../SettingsPage";
import { Invitation } from "./Invitation";
import { MemberRow } from "./MemberRow";
import { NewMember } from "./NewMember";
import { membersOf } from "./queries";
import { Roles } from "./Roles";
import styles from "../Settings.module.css";

/** Who may sign in for the organisation, as what, and how new ones get in. */
export function Members() {
  const { t } = useTranslation();
  const place = usePlace();
  const members = useQuery(membersOf(place.id));
  const [invites, setInvites] = useState(false);
  const [link, setLink] = useState<{ readonly name: string; readonly href: string }>();
  return (
    <SettingsPage
      title={t("settings.sections.members")}
      lead={t("people.lead")}
      {...(may(place, "members:write") && !invites ? { aside: <Button onClick={() => setInvites(true)}>{t("people.invite")}</Button> } : {})}
    >
      {invites && <NewMember onInvited={setLink} onDone={() => setInvites(false)} />}
      {link && <Invitation {...link} onKept={() => setLink(undefined)} />}
      <Sheet title={t("people.members")}>
        <Loaded from={members}>
          {(rows) => (
            <ul className={styles.list} data-lined>
              {rows.map((each) => (
                <MemberRow key={each.user_id} member={each} onLink={setLink} />
              ))}
            </ul>
          )}
        </Loaded>
      </Sheet>
      <Roles />
    </SettingsPage>
  );
}
