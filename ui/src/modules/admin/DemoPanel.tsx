// The demo network of a workspace: what was made, accounts to look at it as, and taking it away.
import { App, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { invalidate, useOp, useWrite } from "@/api/client";
import type { DemoRun, JobView } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { JobProgress, isOver, useJobEnd, useJobs } from "@/kit/jobs";
import { formKeys } from "@/kit/keys";
import { useFormats } from "@/kit/workspace";

const CLEAR = "demo.clear";

/** Nothing where no demo network was made. */
export function DemoPanel() {
  const { t } = useTranslation();
  const status = useOp("demo.status", {});
  const made = status.data?.made;
  if (status.error) return <ErrorNotice error={status.error} onRetry={() => void status.refetch()} />;
  if (!made) return null;
  return (
    <section className="panel column" aria-labelledby="demo-title">
      <h2 id="demo-title">{t("demo.title")}</h2>
      <Made made={made} />
      <Accounts made={made} />
      <Clear />
    </section>
  );
}

function Made({ made }: { made: DemoRun }) {
  const { t } = useTranslation();
  const { integer, dateTime } = useFormats();
  return <p className="quiet">{t("demo.made", { orders: integer(made.orders), seed: integer(made.seed), at: dateTime(made.as_of) })}</p>;
}

/** People of the demo network are closed until somebody gives all of them one password. */
function Accounts({ made }: { made: DemoRun }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [password, setPassword] = useState("");
  const open = useWrite("demo.open_accounts");
  const submit = () => open.mutate({ password }, {
    onSuccess: ({ accounts }) => {
      setPassword("");
      message.success(t("demo.opened", { n: accounts.length }));
    },
  });
  return (
    <Form layout="vertical" {...formKeys(submit)} onFinish={submit}>
      <p>{t("demo.accounts")}</p>
      <ul className="demo-accounts">
        {made.accounts.map(({ login, name, role }) => <li key={login}><strong>{login}</strong> <span className="quiet">{name} · {t(`common.role.${role}`)}</span></li>)}
      </ul>
      {open.error ? <ErrorNotice error={open.error} compact /> : null}
      <Form.Item label={t("demo.password")} htmlFor="demo-password">
        <div className="row">
          <Input.Password id="demo-password" autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
          <Button disabled={password === ""} loading={open.isPending} onClick={submit}>{t("demo.open")}</Button>
        </div>
      </Form.Item>
    </Form>
  );
}

function Clear() {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const running = useJobs().find((job) => job.kind === CLEAR && !isOver(job));
  const [started, setStarted] = useState<number>();
  const [failed, setFailed] = useState<JobView>();
  const clear = useWrite(CLEAR);
  const live = useJobEnd(started ?? running?.id, (over: JobView) => {
    setStarted(undefined);
    if (over.state === "succeeded") {
      message.success(t("demo.cleared"));
      void invalidate(["*"]);
    } else setFailed(over);
  });
  if (live && !isOver(live)) return <JobProgress job={live} title={t("demo.clearing")} />;
  const ask = () => modal.confirm({
    title: t("demo.clear_title"), content: t("demo.clear_body"), okText: t("demo.clear"), cancelText: t("common.cancel"), okButtonProps: { danger: true }, autoFocusButton: "cancel",
    onOk: () => {
      setFailed(undefined);
      clear.mutate({}, { onSuccess: ({ job }) => setStarted(job) });
    },
  });
  return (
    <div className="column">
      {failed ? <JobProgress job={failed} title={t("demo.clear")} /> : null}
      {clear.error ? <ErrorNotice error={clear.error} compact /> : null}
      <div><Button danger loading={clear.isPending} onClick={ask}>{t("demo.clear")}</Button></div>
    </div>
  );
}
