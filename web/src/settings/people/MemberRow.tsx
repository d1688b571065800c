import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { useInside } from "../../shell/usePlace";
import { Ask } from "../Ask";
import { Pill } from "../parts";
import { useDoing } from "../useDoing";
import { invite, putMember, removeMember, rolesOf, type Member, type Role } from "./queries";
import styles from "../Settings.module.css";

interface Props {
  readonly member: Member;
  readonly onLink: (link: { name: string; href: string }) => void;
}

/** A member: a change of role is done at once and can be taken back; a removal can't be by a member, so it is asked about. */
export function MemberRow({ member, onLink }: Props) {
  const { t } = useTranslation();
  const { place, person } = useInside();
  const { user_id, name, email, role } = member;
  const put = useDoing((to: Role) => putMember({ email, name, role: to }), {
    said: (_answer, to) => ({ text: t("people.roleSet", { name, role: t(`roles.${to}`) }), ...(to === role ? {} : { before: role }) }),
  });
  const [asks, setAsks] = useState(false);
  const remove = useDoing(() => removeMember(user_id), { said: () => ({ text: t("people.removed", { name }) }), after: () => setAsks(false) });
  const link = useDoing(() => invite(user_id), { after: (href) => onLink({ name, href }) });
  const writes = may(place, "members:write") && user_id !== person.id;
  return (
    <li className={styles.thing}>
      <Words member={member} isSelf={user_id === person.id} />
      {writes ? (
        <div className={styles.row}>
          {!member.has_password && (
            <Button variant="default" loading={link.isPending} aria-label={t("people.newLinkFor", { name })} onClick={() => link.mutate(undefined)}>
              {t("people.newLink")}
            </Button>
          )}
          <RoleChoice member={member} onChoose={(to) => put.mutate(to)} />
          <Button variant="default" aria-label={t("people.removeOf", { name })} onClick={() => setAsks(true)}>
            {t("people.remove")}
          </Button>
        </div>
      ) : (
        <span>{t(`roles.${role}`)}</span>
      )}
      {asks && (
        <Ask
          title={t("people.removeOf", { name })}
          text={t("people.removeWhat")}
          go={t("people.remove")}
          busy={remove.isPending}
          onGo={() => remove.mutate(undefined)}
          onClose={() => setAsks(false)}
        />
      )}
    </li>
  );
}

function Words({ member: { name, email, has_password, has_totp, added_at }, isSelf }: { readonly member: Member; readonly isSelf: boolean }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  return (
    <div className={styles.words}>
      <span className={styles.row}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        {isSelf && <Pill>{t("people.you")}</Pill>}
        {!has_password && <Pill tone="bad">{t("people.invited")}</Pill>}
      </span>
      <span className={styles.quiet}>{email}</span>
      <span className={styles.quiet}>{[t("people.since", { day: day(added_at) }), has_password ? t(has_totp ? "people.codes" : "people.noCodes") : undefined].filter(Boolean).join(" · ")}</span>
    </div>
  );
}

function RoleChoice({ member: { name, role }, onChoose }: { readonly member: Member; readonly onChoose: (role: Role) => void }) {
  const { t } = useTranslation();
  const { place } = useInside();
  const roles = useQuery(rolesOf(place.id)).data ?? [];
  return (
    <NativeSelect
      aria-label={t("people.roleOf", { name })}
      value={role}
      data={roles.map((each) => ({
        value: each.role,
        label: t(`roles.${each.role}`),
        disabled: each.role !== role && !each.scopes.every((scope) => place.scopes.includes(scope)),
      }))}
      onChange={(event) => {
        const to = roles.find((each) => each.role === event.currentTarget.value)?.role;
        if (to) onChoose(to);
      }}
    />
  );
}
