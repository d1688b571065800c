import { PasswordInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { faultOf } from "../parts";

interface Props {
  readonly wanted: readonly Schemas["CredentialWanted"][];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (values: Record<string, string>) => void;
  readonly error: unknown;
  /** The last characters of what is kept, by name: then an empty field keeps it. */
  readonly kept?: Readonly<Record<string, string>>;
}

/** The form of a provider, as its adapter describes it. What is secret is dots, and never comes back. */
export function CredentialFields({ wanted, values, onChange, error, kept }: Props) {
  const { t } = useTranslation();
  return wanted.map(({ name, label, secret, required, form, without }) => {
    const Field = secret ? PasswordInput : TextInput;
    const known = kept?.[name];
    const help = [form, !required && without ? t("channels.without", { what: without }) : undefined].filter(Boolean).join(" · ");
    return (
      <Field
        key={name}
        label={required ? label : t("channels.optional", { label })}
        {...(help ? { description: help } : {})}
        {...(known ? { placeholder: t("channels.kept", { hint: known }) } : {})}
        required={required && kept === undefined}
        withAsterisk={false}
        autoComplete={secret ? "new-password" : "off"}
        spellCheck={false}
        value={values[name] ?? ""}
        onChange={(event) => onChange({ ...values, [name]: event.currentTarget.value })}
        error={faultOf(error, `credentials.${name}`)}
      />
    );
  });
}
