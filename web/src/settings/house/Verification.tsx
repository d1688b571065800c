import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../../api/problem";
import { useFormats } from "../../i18n/formats";
import { Sheet } from "../../ui/Page";
import { CopyLine, Note } from "../parts";
import { verify, type Checked } from "./queries";
import styles from "../Settings.module.css";

const CHAINS = ["audit", "consent"] as const;
type Chain = (typeof CHAINS)[number];

/** Whether anything that was written down was changed since: both chains, read whole at a click. */
export function Verification() {
  const { t } = useTranslation();
  return (
    <Sheet title={t("audit.chains")}>
      <p className={styles.quiet}>{t("audit.chainsWhy")}</p>
      {CHAINS.map((chain) => (
        <OneChain key={chain} chain={chain} />
      ))}
    </Sheet>
  );
}

function OneChain({ chain }: { readonly chain: Chain }) {
  const { t } = useTranslation();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => verify(chain) });
  return (
    <div className={styles.list}>
      <div className={styles.row}>
        <Button variant="default" loading={isPending} onClick={() => mutate()}>
          {t(`audit.verify.${chain}`)}
        </Button>
      </div>
      <div role="status">
        {error && <Note tone="bad">{wordsOf(error)}</Note>}
        {data && <Found checked={data} />}
      </div>
    </div>
  );
}

function Found({ checked: { whole, lines, links, waiting, head, breaks } }: { readonly checked: Checked }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  if (!whole)
    return (
      <Note tone="bad">
        <strong>{t("audit.broken")}</strong>
        <ul>
          {breaks.map((each) => (
            <li key={`${each.link} ${each.fault}`}>{t(`audit.faults.${each.fault}`, { link: each.link ?? "?", gone: each.gone })}</li>
          ))}
        </ul>
      </Note>
    );
  return (
    <Note tone="good">
      <strong>{t("audit.whole", { lines: count(lines), links: count(links), waiting: count(waiting) })}</strong>
      {head && <CopyLine label={t("audit.head")} text={head} />}
    </Note>
  );
}
