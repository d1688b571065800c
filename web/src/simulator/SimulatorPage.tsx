import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { Failures } from "./Failures";
import { openedOf, withOpened } from "./opened";
import { PhoneOf } from "./PhoneOf";
import { PhoneList } from "./PhoneList";
import { simulatorOf } from "./queries";
import styles from "./Simulator.module.css";

/** Phones of made-up people, and what goes wrong at the simulated providers. Nothing here is real, and the page says so. */
export function SimulatorPage() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/simulator" });
  const { open } = useSearch({ from: "/o/$slug/simulator" });
  const opened = openedOf(open);
  const { data, error, refetch } = useQuery(simulatorOf(place.id));
  const show = (numbers: string) => void navigate({ search: numbers ? { open: numbers } : {} });
  if (error && !data) return <Wrong error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={480} radius="lg" />;
  if (!data.connected) return <Empty alone title={t("simulator.none")} why={t("simulator.noneWhy")} command="tidings serve --simulator" />;
  return (
    <Page title={t("simulator.title")} lead={t("simulator.lead")}>
      <p className={styles.unreal} role="note">
        <strong>{t("simulator.notReal")}</strong> {t("simulator.notRealWhy")}
      </p>
      <div className={styles.whole} data-opened={opened.length > 0 || undefined}>
        <Failures simulator={data} />
        <div className={styles.room}>
          <PhoneList opened={opened} onOpen={(number) => show(withOpened(opened, number))} />
          <div className={styles.phones}>
            {opened.length === 0 && <Empty title={t("simulator.noPhone")} why={t("simulator.noPhoneWhy")} />}
            {opened.map((number) => (
              <PhoneOf key={number} number={number} senders={data.senders} onClose={() => show(opened.filter((each) => each !== number).join(","))} />
            ))}
          </div>
        </div>
      </div>
    </Page>
  );
}
