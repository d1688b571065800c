import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, Refusal } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Dialog } from "../../ui/Dialog";
import { addService, changeService, type Service } from "../queries";
import { useDeed } from "../useDeed";
import styles from "../Waitlist.module.css";

interface Props {
  readonly service: Service | undefined;
  readonly onClose: () => void;
}

const MINUTES = "30";

/** A service's name, how long it lasts, and what it costs if that is told. */
export function ServiceForm({ service, onClose }: Props) {
  const { t } = useTranslation();
  const { currency } = usePlace();
  const [before] = useState({ name: service?.name ?? "", minutes: String(service?.minutes ?? MINUTES), price: service?.price ?? "" });
  const [told, setTold] = useState(before);
  const said = { said: ({ name }: Service) => t("waitlist.serviceKept", { name }), after: onClose, quiet: true };
  const body = { name: told.name, minutes: Number(told.minutes), price: told.price.trim().replace(",", ".") || null };
  const { mutate, error, isPending } = useDeed(() => (service ? changeService({ id: service.id, ...body }) : addService(body)), said);
  const field = (name: keyof typeof told) => ({
    value: told[name],
    error: faultOf(error, name),
    onChange: (event: { currentTarget: { value: string } }) => setTold({ ...told, [name]: event.currentTarget.value }),
  });
  return (
    <Dialog title={t(service ? "waitlist.changeService" : "waitlist.addService")} unsaved={told !== before} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate(undefined);
        }}
      >
        <TextInput label={t("waitlist.name")} description={t("waitlist.serviceHint")} required withAsterisk={false} maxLength={200} data-autofocus {...field("name")} />
        <div className={styles.fields}>
          <TextInput label={t("waitlist.minutes")} type="number" min={1} max={1440} required withAsterisk={false} {...field("minutes")} />
          <TextInput label={t("waitlist.price", { currency })} inputMode="decimal" {...field("price")} />
        </div>
        {service && <p className={styles.quiet}>{t("waitlist.lengthStays")}</p>}
        <Refusal error={error} fields={["name", "minutes", "price"]} />
        <div className={styles.row}>
          <Button type="submit" loading={isPending}>
            {t("waitlist.keep")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
