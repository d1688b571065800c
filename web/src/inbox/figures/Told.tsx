import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { By, Figures } from "../automatic/queries";
import { MEASURES } from "./measures";
import { useMeasures } from "./useMeasures";
import settings from "../../settings/Settings.module.css";

const FIRST = 7;

/** All measures as a table, for whoever reads rather than looks. */
export function Told({ by, items }: { readonly by: By; readonly items: readonly Figures[] }) {
  const { t } = useTranslation();
  const { told, named } = useMeasures();
  const [whole, setWhole] = useState(false);
  const all = by === "day" ? items.toReversed() : items;
  const rows = whole ? all : all.slice(0, FIRST);
  const left = all.length - rows.length;
  return (
    <>
      <div className={settings.table} data-stacks tabIndex={0} role="group" aria-label={t("answering.figures.table")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t(`answering.figures.bys.${by}`)}</th>
              {MEASURES.map((measure) => (
                <th key={measure} scope="col">
                  {t(`answering.figures.measures.${measure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((each) => (
              <tr key={each.key ?? ""}>
                <th scope="row" dir="auto">
                  {named(by, each.key)}
                </th>
                {MEASURES.map((measure) => (
                  <td key={measure} data-label={t(`answering.figures.measures.${measure}`)}>
                    {told(measure, each)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && (
        <div>
          <Button variant="default" onClick={() => setWhole(true)}>
            {t("answering.figures.more", { count: left })}
          </Button>
        </div>
      )}
    </>
  );
}
