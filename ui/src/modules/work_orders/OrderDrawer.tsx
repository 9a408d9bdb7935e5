// One work order: what it is, its clocks with their "why", and what happened to it.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { MilestoneResult, WorkOrderView } from "@/api/types";
import { StateTag, Waiting } from "@/kit/bits";
import { DocumentDrawer, useDocument, useSteady } from "@/kit/document";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { optionOf } from "@/kit/grid";
import { PrintButton } from "@/kit/print";
import { ClockCard, mainClock, useMilestoneName } from "@/kit/sla";
import { useFormats } from "@/kit/workspace";
import "./drawer.css";

export function OrderDrawer({ id, onCopied }: { id: number; onCopied?: (id: number) => void }) {
  const { t } = useTranslation();
  const order = useOp("work_orders.get", { id });
  const { document, error, reload } = useDocument("work_orders", id);
  const view = useSteady(order.data, document);
  if (order.error) return <ErrorNotice error={order.error} onRetry={() => void order.refetch()} />;
  if (error) return <ErrorNotice error={error} onRetry={reload} />;
  if (!view || !document) return <Waiting rows={8} />;
  return (
    <DocumentDrawer
      key={id} kind="work_orders" document={document} signer={view.contact_name ?? view.customer?.name} {...(onCopied ? { onCopied } : {})}
      state={<StateTag state={view.state}>{optionOf("work_orders", "state", view.state)}</StateTag>}
      about={<><span>{optionOf("work_orders", "kind", view.kind)}</span><span className="quiet">{optionOf("work_orders", "priority", view.priority)}</span>{view.engineer ? <span>{view.engineer.name}</span> : null}</>}
      actions={<PrintButton op="work_orders.print" input={{ ids: [id] }} label={t("prints.action.sheet")} />}
      tabs={[
        { key: "overview", label: t("work_orders.tab.overview"), children: <Overview view={view} /> },
        { key: "clocks", label: t("work_orders.tab.clocks"), children: <Clocks view={view} /> },
      ]}
    />
  );
}

function Overview({ view }: { view: WorkOrderView }) {
  const { t } = useTranslation();
  const main = mainClock(view.clocks);
  const { dateTime: instant, duration, money } = useFormats();
  // Where the times contradict each other, it is often by seconds.
  const dateTime = (ms: number) => instant(ms, view.flags.length > 0);
  const rows: [string, ReactNode][] = [
    ["external_number", view.external_number],
    ["category", view.category],
    ["product_name", view.product_name],
    ["outlet_name", view.outlet ? `${view.outlet.name} ${view.outlet.code === view.outlet.name ? "" : view.outlet.code}` : undefined],
    ["engineer_name", view.engineer?.name],
    ["customer_name", view.customer?.name],
    ["contact_name", view.contact_name],
    ["contact_phone", view.contact_phone],
    ["address", view.address],
    ["description", view.description],
    ["opened_at", dateTime(view.opened_at)],
    ["responded_at", view.responded_at && dateTime(view.responded_at)],
    ["arrived_at", view.arrived_at && dateTime(view.arrived_at)],
    ["completed_at", view.completed_at && dateTime(view.completed_at)],
    ["closed_at", view.closed_at && dateTime(view.closed_at)],
    ["handling_ms", view.handling_ms !== undefined && duration(view.handling_ms, true)],
    ["cost", view.cost !== undefined && money(view.cost)],
    ["source_verdict", view.source_verdict],
  ];
  return (
    <>
      {view.flags.map((flag) => (
        <p key={flag}><StateTag state="warning">{t(`work_orders.flag.${flag}`, { defaultValue: t("work_orders.flag.other") })}</StateTag></p>
      ))}
      {view.clocks.length === 0 ? <p className="quiet">{t("work_orders.no_clocks")}</p> : null}
      {main ? <ClockCard clock={main} now={view.as_of} /> : null}
      {view.clocks.length > 1 ? <Milestones clocks={view.clocks} main={main} /> : null}
      <dl className="facts">
        {rows.map(([key, value]) => (value ? (
          <div className="fact" key={key}><dt>{t(`grid.work_orders.columns.${key}`)}</dt><dd>{value}</dd></div>
        ) : null))}
        {view.latitude !== undefined && view.longitude !== undefined ? (
          <div className="fact"><dt>{t("work_orders.place")}</dt><dd>{view.latitude.toFixed(5)}, {view.longitude.toFixed(5)}</dd></div>
        ) : null}
        {view.source ? (
          <div className="fact">
            <dt>{t("common.source")}</dt>
            <dd>
              {t(view.source.line > 0 ? "work_orders.source" : "work_orders.source_made", { file: view.source.file_name, line: view.source.line })}
              <div className="quiet">{t("work_orders.source_by", { by: view.source.by, at: dateTime(view.source.at) })}</div>
            </dd>
          </div>
        ) : null}
      </dl>
    </>
  );
}

/** The other milestones in a line each; their ribbons stand in the tab of clocks. */
function Milestones({ clocks, main }: { clocks: readonly MilestoneResult[]; main: MilestoneResult | undefined }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const nameOf = useMilestoneName();
  return (
    <table className="order-milestones">
      <caption className="visually-hidden">{t("work_orders.tab.clocks")}</caption>
      <tbody>
        {clocks.filter((clock) => clock !== main).map((clock) => (
          <tr key={`${clock.key} ${clock.cycle}`}>
            <th scope="row">{nameOf(clock.key)}{clock.cycle > 1 ? ` · ${t("sla.cycle", { cycle: clock.cycle })}` : ""}</th>
            <td><StateTag state={clock.state}>{t(`sla.state.${clock.state}`)}</StateTag></td>
            <td>{clock.due_ms === null ? null : <><span className="quiet">{t("sla.due_at")}</span> {dateTime(clock.due_ms)}</>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every clock, and beside an imported verdict what the workspace's own policy would have said. */
function Clocks({ view }: { view: WorkOrderView }) {
  const { t } = useTranslation();
  const { comparison } = view;
  return (
    <>
      {view.clocks.length === 0 ? <p className="quiet">{t("work_orders.no_clocks")}</p> : null}
      {view.policy ? <p className="quiet">{t("work_orders.judged_by", { ...view.policy })}</p> : null}
      {view.clocks.map((clock) => <ClockCard key={`${clock.key} ${clock.cycle}`} clock={clock} now={view.as_of} />)}
      {comparison ? (
        <section className="comparison">
          <h3>{t("work_orders.comparison", { policy: comparison.policy, revision: comparison.revision })}</h3>
          <p className="quiet">{t("work_orders.comparison_hint")}</p>
          {comparison.clocks.map((clock) => <ClockCard key={`${clock.key} ${clock.cycle}`} clock={clock} now={view.as_of} />)}
        </section>
      ) : null}
    </>
  );
}
