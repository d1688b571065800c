import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { Choices } from "../../ui/Choices";
import { Sheet } from "../../ui/Page";
import { tell } from "../../ui/toasts";
import { faultOf, Refusal } from "../parts";
import { useDoing } from "../useDoing";
import { invite, putMember, rolesOf, type Role } from "./queries";
import styles from "../Settings.module.css";

interface Props {
  readonly onInvited: (link: { name: string; href: string }) => void;
  readonly onDone: () => void;
}

/** Somebody new: their role, and a link if they have chosen no password yet. */
export function NewMember({ onInvited, onDone }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const roles = useQuery(rolesOf(place.id)).data ?? [];
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("marketer");
  const make = async () => {
    const member = await putMember({ email, name: name.trim() || email, role });
    return { member, href: member.has_password ? undefined : await invite(member.user_id) };
  };
  const { mutate, error, isPending } = useDoing(make, {
    quiet: true,
    after: ({ member, href }) => {
      if (href) onInvited({ name: member.name, href });
      else tell(t("people.added", { name: member.name }));
      onDone();
    },
  });
  return (
    <Sheet title={t("people.invite")}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate(undefined);
        }}
      >
        <Refusal error={error} fields={["email", "name"]} />
        <TextInput
          type="email"
          label={t("people.email")}
          required
          withAsterisk={false}
          autoComplete="off"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={faultOf(error, "email")}
        />
        <TextInput label={t("people.name")} autoComplete="off" maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} error={faultOf(error, "name")} />
        <Choices
          legend={t("people.role")}
          name="role"
          value={role}
          choices={roles.map((each) => ({
            value: each.role,
            title: t(`roles.${each.role}`),
            text: t(`roles.why.${each.role}`),
            disabled: !each.scopes.every((scope) => place.scopes.includes(scope)),
          }))}
          onChoose={(value) => setRole(roles.find((each) => each.role === value)?.role ?? role)}
        />
        <div className={styles.row}>
          <Button type="submit" loading={isPending}>
            {t("people.invite")}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t("settings.cancel")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
