// After the first start, and from a dashboard that is still empty: the calendars and policies that ship are put in place;
// then three ways to begin: a demo network, one's own file, or empty.
import { DashboardOutlined, ExperimentOutlined, FileExcelOutlined } from "@ant-design/icons";
import { Button, Form, InputNumber } from "antd";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { invalidate, useWrite } from "@/api/client";
import { OPERATIONS, type JobView } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { JobProgress, isOver, useJobEnd, useJobs } from "@/kit/jobs";
import { useGo } from "@/kit/route";
import { useCan, useWorkspace } from "@/kit/workspace";

const SEED = "demo.seed";
const NEEDED = OPERATIONS[SEED].needs;
/** A year of a middling network, made in a few seconds; and what the core makes at most. */
const ORDERS = 20_000;
const ORDERS_MOST = 5_000_000;

export function FirstSteps() {
  const { t } = useTranslation();
  const { me } = useWorkspace();
  const can = useCan();
  const go = useGo();
  const running = useJobs().find((job) => job.kind === SEED && !isOver(job));
  const [started, setStarted] = useState<number>();
  const busy = started ?? running?.id;
  return (
    <div className="page">
      <div className="first-steps">
        <h1>{t("access.first.done")}</h1>
        <p className="quiet">{t("access.first.done_body", { login: me?.login ?? "" })}</p>
        <Presets />
        <div className="choices">
          {NEEDED && can(NEEDED) ? (
            <Choice icon={<ExperimentOutlined />} title={t("access.first.choice.demo")} body={t("access.first.choice.demo_body")}>
              <Demo job={busy} onStarted={setStarted} onEnd={() => setStarted(undefined)} />
            </Choice>
          ) : null}
          {can("work_orders.import") ? (
            <Choice icon={<FileExcelOutlined />} title={t("access.first.choice.import")} body={t("access.first.choice.import_body")}>
              <Button type="primary" autoFocus disabled={busy !== undefined} onClick={() => go("/imports/new")}>{t("access.first.import")}</Button>
            </Choice>
          ) : null}
          <Choice icon={<DashboardOutlined />} title={t("access.first.choice.empty")} body={t("access.first.choice.empty_body")}>
            <Button onClick={() => go("/")}>{t("access.first.dashboard")}</Button>
          </Choice>
        </div>
      </div>
    </div>
  );
}

function Choice({ icon, title, body, children }: { icon: ReactNode; title: string; body: string; children: ReactNode }) {
  return (
    <section className="panel choice" aria-label={title}>
      <h2><span className="choice-icon" aria-hidden="true">{icon}</span>{title}</h2>
      <p className="quiet grow">{body}</p>
      <div>{children}</div>
    </section>
  );
}

/** Makes the demo network, shows how far it is, and ends on the dashboard. */
function Demo({ job, onStarted, onEnd }: { job: number | undefined; onStarted: (job: number) => void; onEnd: () => void }) {
  const { t } = useTranslation();
  const go = useGo();
  const seed = useWrite(SEED);
  const [orders, setOrders] = useState<number | null>(ORDERS);
  const [failed, setFailed] = useState<JobView>();
  const ended = useCallback((over: JobView) => {
    onEnd();
    if (over.state !== "succeeded") {
      setFailed(over);
      return;
    }
    void invalidate(["*"]).then(() => go("/dashboard"));
  }, [onEnd, go]);
  const live = useJobEnd(job, ended);
  if (live && !isOver(live)) return <JobProgress job={live} title={t("access.first.choice.demo_running")} />;
  const begin = () => {
    setFailed(undefined);
    seed.mutate(orders === null ? {} : { orders }, { onSuccess: (answer) => onStarted(answer.job) });
  };
  return (
    <div className="column">
      {failed ? <JobProgress job={failed} title={t("access.first.choice.demo")} /> : null}
      {seed.error ? <ErrorNotice compact error={seed.error} /> : null}
      <Form.Item className="demo-orders" label={t("access.first.choice.demo_orders")} htmlFor="demo-orders" layout="horizontal">
        <InputNumber id="demo-orders" min={1} max={ORDERS_MOST} step={1000} precision={0} value={orders} onChange={setOrders} onPressEnter={begin} />
      </Form.Item>
      <Button className="choice-begin" loading={seed.isPending} onClick={begin}>{t("access.first.choice.demo_begin")}</Button>
    </div>
  );
}

/** Installing them twice changes nothing, so this may run whenever the page is seen. */
function Presets() {
  const { t } = useTranslation();
  const may = useCan()("policies.manage");
  const { mutate, data, error } = useWrite("policies.install_presets");
  useEffect(() => {
    if (may) mutate({});
  }, [may, mutate]);
  if (error) return <ErrorNotice error={error} onRetry={() => mutate({})} />;
  if (!data) return null;
  const fresh = data.calendars + data.policies > 0;
  return <p className="quiet">{fresh ? t("access.first.presets", { calendars: data.calendars, policies: data.policies }) : t("access.first.presets_installed")}</p>;
}
