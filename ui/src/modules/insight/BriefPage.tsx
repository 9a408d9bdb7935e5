// The morning brief: one page on what changed, what is due today and where the risks are. Each line leads to its orders;
// the whole fits a sheet of paper.
import { PrinterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Brief, BriefChange, BriefDue, BriefRisk, Filter, MonitorRow, Versus } from "@/api/types";
import { PageHeader, StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { optionOf } from "@/kit/grid";
import { usePrint } from "@/kit/print";
import { isPart, useScope } from "@/kit/scope";
import { ScopeChips } from "@/kit/ScopeChips";
import { useAskedTo, useGo } from "@/kit/route";
import type { StateHue } from "@/kit/theme";
import { type Formats, useFormats } from "@/kit/workspace";
import { BesideOrder, useOpenOrder } from "./beside";
import { listSearch } from "./drill";
import "./insight.css";

type Drill = (filter: Filter) => void;

export default function BriefPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const go = useGo();
  const { part, known } = useScope();
  const asked = isPart(part) ? { region_ids: part.regions, outlet_ids: part.outlets } : {};
  const answer = useOp("insight.brief", asked, { keep: true, enabled: known });
  const onDrill = useCallback<Drill>((filter) => go("/work_orders", listSearch(filter)), [go]);
  const brief = answer.data;
  const paper = usePrint();
  const onPrint = () => void paper.print("insight.brief_pdf", asked);
  useAskedTo({ print: onPrint }, brief !== undefined);
  const print = <Button icon={<PrinterOutlined />} disabled={!brief} loading={paper.busy} onClick={onPrint}>{t("common.print")}</Button>;
  return (
    <div className="page brief">
      <PageHeader title={t("brief.title")} remark={brief ? t("brief.as_of", { at: formats.dateTime(brief.as_of) }) : undefined} actions={print} />
      <ScopeChips />
      {answer.error ? <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {brief ? <BesideOrder><Sheet brief={brief} onDrill={onDrill} /></BesideOrder> : answer.error ? null : <Waiting rows={12} />}
    </div>
  );
}

function Sheet({ brief, onDrill }: { brief: Brief; onDrill: Drill }) {
  const { t } = useTranslation();
  const { integer, date } = useFormats();
  return (
    <>
      <p className="brief-lead">{t("brief.lead", { open: integer(brief.open), overdue: integer(brief.overdue) })}</p>
      <div className="brief-parts">
        <div>
          <Part title={t("brief.changes", { day: date(brief.yesterday) })} note={brief.weeks_with_data < brief.weeks ? t("brief.few_weeks", { count: brief.weeks_with_data }) : t("brief.usual_is", { count: brief.weeks })}>
            <Changes changes={brief.changes} onDrill={onDrill} />
          </Part>
          <Part title={t("brief.due")} none={brief.due.length === 0 ? t("brief.nothing_due") : undefined} note={brief.more_due > 0 ? t("brief.more_due", { count: brief.more_due }) : undefined}>
            <Due due={brief.due} onDrill={onDrill} />
          </Part>
        </div>
        <div>
          <Part title={t("brief.risks")} none={brief.risks.length === 0 ? t("brief.no_risks") : undefined}>
            <ul className="brief-risks">{brief.risks.map((risk) => <Risk key={`${risk.key} ${risk.of} ${risk.name}`} risk={risk} onDrill={onDrill} />)}</ul>
          </Part>
          <Part title={t("brief.oldest")} none={brief.oldest.length === 0 ? t("brief.nothing_old") : undefined}>
            <Oldest rows={brief.oldest} asOf={brief.as_of} />
          </Part>
        </div>
      </div>
    </>
  );
}

function Part({ title, note, none, children }: { title: string; note?: string | undefined; none?: string | undefined; children: ReactNode }) {
  return (
    <section className="panel brief-part" aria-label={title}>
      <h2>{title}</h2>
      {none ? <p className="quiet">{none}</p> : children}
      {note ? <p className="faint brief-note">{note}</p> : null}
    </section>
  );
}

const VERSUS: Record<Versus, StateHue> = { above: "warning", usual: "running", below: "paused", unknown: "void" };

function Changes({ changes, onDrill }: { changes: readonly BriefChange[]; onDrill: Drill }) {
  const { t } = useTranslation();
  const { integer, decimal } = useFormats();
  return (
    <table className="plain">
      <thead>
        <tr><th scope="col">{t("brief.column.what")}</th><th scope="col" className="figure">{t("brief.column.count")}</th><th scope="col" className="figure">{t("brief.column.usual")}</th><th scope="col">{t("brief.column.versus")}</th></tr>
      </thead>
      <tbody>
        {changes.map(({ key, value, usual, low, high, versus, drill }) => (
          <tr key={key}>
            <th scope="row">{t(`brief.what.${key}`)}</th>
            <td className="figure"><Button type="link" size="small" onClick={() => onDrill(drill)} title={t("insight.open_list")}>{integer(value)}</Button></td>
            <td className="figure" title={low !== undefined && high !== undefined ? t("brief.range", { low: integer(low), high: integer(high) }) : undefined}>{usual === undefined ? t("common.empty_value") : decimal(Math.round(usual / 10), 1)}</td>
            <td>{versus === "unknown" ? <span className="faint">{t("brief.versus.unknown")}</span> : <StateTag state={versus} hue={VERSUS[versus]}>{t(`brief.versus.${versus}`)}</StateTag>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a risk says, in its own units. */
function riskText(risk: BriefRisk, formats: Formats): Record<string, string> {
  const { value, before, orders } = risk;
  const base = { orders: formats.integer(orders) };
  if (risk.key === "on_time_falling") return { ...base, value: formats.percent(value), before: formats.percent(before) };
  if (risk.key === "overdue_long") return { ...base, value: formats.integer(value), before: formats.duration(before, true) };
  return { ...base, value: formats.integer(value), before: formats.integer(before) };
}

function Risk({ risk, onDrill }: { risk: BriefRisk; onDrill: Drill }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <li>
      <Button type="link" size="small" onClick={() => onDrill(risk.drill)} title={t("insight.open_list")}>{risk.name ?? t("brief.everywhere")}</Button>
      <span>{t(`brief.risk.${risk.key}`, riskText(risk, formats))}</span>
    </li>
  );
}

function Due({ due, onDrill }: { due: readonly BriefDue[]; onDrill: Drill }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  return (
    <table className="plain">
      <thead>
        <tr><th scope="col">{t("brief.column.outlet")}</th>{["due_today", "late_today", "overdue"].map((key) => <th key={key} scope="col" className="figure">{t(`brief.column.${key}`)}</th>)}</tr>
      </thead>
      <tbody>
        {due.map((line) => (
          <tr key={line.outlet_id ?? 0}>
            <th scope="row"><Button type="link" size="small" onClick={() => onDrill(line.drill)} title={t("insight.open_list")}>{line.outlet ?? t("monitor.no_outlet")}</Button></th>
            <td className="figure">{integer(line.due_today)}</td>
            <td className="figure">{integer(line.late_today)}</td>
            <td className="figure">{integer(line.overdue)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Oldest({ rows, asOf }: { rows: readonly MonitorRow[]; asOf: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const open = useOpenOrder();
  return (
    <table className="plain">
      <thead>
        <tr><th scope="col">{t("monitor.column.number")}</th><th scope="col">{t("monitor.column.what")}</th><th scope="col">{t("brief.column.outlet")}</th><th scope="col" className="figure">{t("brief.column.open_for")}</th></tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row"><Button type="link" size="small" onClick={() => open(row.id)}>{row.number}</Button></th>
            <td>{[optionOf("work_orders", "kind", row.kind), row.category].filter(Boolean).join(" · ")}</td>
            <td>{row.outlet ?? t("monitor.no_outlet")}</td>
            <td className="figure">{formats.duration(asOf - row.opened_at, true)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
