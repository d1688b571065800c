import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { keepFile } from "../../api/files";
import { wordsOf } from "../../api/problem";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Icon } from "../../ui/Icon";
import { Menu, MenuItem } from "../../ui/Menu";
import { tell } from "../../ui/toasts";
import type { Contact } from "../queries";

const DIALOGS = {
  edit: lazy(() => import("./EditPerson")),
  record: lazy(() => import("./RecordConsent")),
  verify: lazy(() => import("./Verify")),
  optIn: lazy(() => import("./OptIn")),
  link: lazy(() => import("./PreferenceLink")),
  merge: lazy(() => import("./MergePerson")),
  erase: lazy(() => import("./ErasePerson")),
};

type Deed = keyof typeof DIALOGS;

const ABOVE: readonly Deed[] = ["record", "verify", "optIn", "link", "merge"];

/** What can be done with a person; who may only read can still take a copy of all about them. */
export function Deeds({ contact }: { readonly contact: Contact }) {
  const { t } = useTranslation();
  const place = usePlace();
  const [deed, setDeed] = useState<Deed>();
  const writes = may(place, "contacts:write");
  const Opened = deed && DIALOGS[deed];
  const keep = (form: "json" | "html") =>
    keepFile(`/contacts/${contact.id}/export?format=${form}`, `${contact.id}.${form}`).catch((error: unknown) => tell(wordsOf(error), { tone: "bad" }));
  return (
    <>
      {writes && <Button onClick={() => setDeed("edit")}>{t("person.deed.edit")}</Button>}
      <Menu
        from="end"
        opener={(opener) => (
          <Button variant="default" rightSection={<Icon name="down" size={16} />} {...opener}>
            {t("person.more")}
          </Button>
        )}
      >
        {writes &&
          ABOVE.map((each) => (
            <MenuItem key={each} onChoose={() => setDeed(each)}>
              {t(`person.deed.${each}`)}
            </MenuItem>
          ))}
        <MenuItem onChoose={() => void keep("html")}>{t("person.deed.html")}</MenuItem>
        <MenuItem onChoose={() => void keep("json")}>{t("person.deed.json")}</MenuItem>
        {writes && <MenuItem onChoose={() => setDeed("erase")}>{t("person.deed.erase")}</MenuItem>}
      </Menu>
      {Opened && (
        <Suspense fallback={null}>
          <Opened contact={contact} onClose={() => setDeed(undefined)} />
        </Suspense>
      )}
    </>
  );
}
