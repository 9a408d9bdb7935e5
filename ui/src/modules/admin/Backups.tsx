// The workspace's backups: make one, see them, go back to one.
import { CloudDownloadOutlined, HistoryOutlined } from "@ant-design/icons";
import { Alert, App, Button, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import { transport } from "@/api/transport";
import type { BackupView } from "@/api/types";
import { Empty, StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { JobProgress, isOver, useJobEnd } from "@/kit/jobs";
import { useFormats, useWorkspace } from "@/kit/workspace";

export function Backups() {
  const { t } = useTranslation();
  const { status } = useWorkspace();
  return (
    <section className="panel column" aria-labelledby="backups-title">
      <h2 id="backups-title">{t("admin.backup.title")}</h2>
      {status?.workspace.kind === "server" ? <p className="quiet">{t("admin.backup.server")}</p> : <LocalBackups />}
    </section>
  );
}

function LocalBackups() {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const list = useOp("admin.backups", {});
  const backup = useWrite("admin.backup");
  const [started, setStarted] = useState<number>();
  const job = useJobEnd(started, () => void list.refetch());
  const newest = list.data?.backups[0];
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Waiting rows={6} />;
  return (
    <>
      <Outcome pending={list.data.restore_pending} at={list.data.restored_at} from={list.data.restored_from} />
      <div className="row">
        <div className="grow">
          <div>{newest ? t("admin.backup.last", { at: dateTime(newest.at) }) : t("admin.backup.none")}</div>
          <div className="quiet">{t("admin.backup.hint")}</div>
        </div>
        <Button
          type="primary" icon={<CloudDownloadOutlined />} loading={backup.isPending || (job !== undefined && !isOver(job))}
          onClick={() => backup.mutate({}, { onSuccess: (answer) => setStarted(answer.job) })}
        >
          {t("admin.backup.now")}
        </Button>
      </div>
      {backup.error ? <ErrorNotice error={backup.error} /> : null}
      {job && job.state !== "succeeded" ? <JobProgress job={job} /> : null}
      {list.data.backups.length === 0 ? <Empty>{t("admin.backup.empty")}</Empty> : <BackupTable backups={list.data.backups} onAsked={() => void list.refetch()} />}
    </>
  );
}

/** What waits for the next start, or what the last one did. */
function Outcome({ pending, at, from }: { pending: boolean; at: number | undefined; from: string | undefined }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const restart = transport.connections?.restart;
  const withdraw = useWrite("admin.withdraw_restore");
  if (pending) {
    return (
      <Alert
        type="warning" showIcon role="status" title={t("admin.restore.pending")}
        description={t(restart ? "admin.restore.pending_desktop" : "admin.restore.pending_server")}
        action={
          <div className="row wrap">
            {restart ? <Button size="small" type="primary" onClick={() => void restart()}>{t("admin.restore.restart")}</Button> : null}
            <Button size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate({})}>{t("admin.restore.withdraw")}</Button>
          </div>
        }
      />
    );
  }
  return at ? <p className="quiet">{t("admin.restore.restored", { at: dateTime(at), name: from ?? "" })}</p> : null;
}

function BackupTable({ backups, onAsked }: { backups: BackupView[]; onAsked: () => void }) {
  const { t } = useTranslation();
  const { dateTime, bytes, integer } = useFormats();
  const { modal, message } = App.useApp();
  const restore = useWrite("admin.restore");
  const [started, setStarted] = useState<number>();
  const job = useJobEnd(started, (over) => {
    if (over.state === "succeeded") message.success(t("admin.restore.ready"));
    onAsked();
  });
  const ask = (backup: BackupView) =>
    modal.confirm({
      title: t("admin.restore.title", { at: dateTime(backup.at) }), content: t("admin.restore.what"), okText: t("admin.restore.confirm"),
      cancelText: t("common.cancel"), width: 480,
      onOk: () => restore.mutate({ name: backup.name }, { onSuccess: (answer) => setStarted(answer.job) }),
    });
  return (
    <>
      {restore.error ? <ErrorNotice error={restore.error} /> : null}
      {job && job.state !== "succeeded" ? <JobProgress job={job} /> : null}
      <Table<BackupView>
        rowKey="name" size="small" dataSource={backups} scroll={{ x: "max-content" }}
        pagination={{ pageSize: 12, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { key: "at", title: t("admin.backup.at"), render: (_, row) => <span title={row.name}>{dateTime(row.at)}</span> },
          { key: "reason", title: t("admin.backup.reason_title"), render: (_, row) => t(`admin.backup.reason.${row.reason}`) },
          { key: "orders", title: t("admin.backup.orders"), align: "right", render: (_, row) => (row.work_orders === undefined ? "" : integer(row.work_orders)) },
          { key: "bytes", title: t("admin.backup.size"), align: "right", render: (_, row) => bytes(row.bytes) },
          {
            key: "verified", title: t("admin.backup.state"),
            render: (_, row) => (
              <StateTag state="running" hue={row.verified ? "met" : "warning"}>{t(row.verified ? "admin.backup.verified" : "admin.backup.unverified")}</StateTag>
            ),
          },
          {
            key: "restore", title: <span className="visually-hidden">{t("admin.restore.action")}</span>, align: "right",
            render: (_, row) => (
              <Button size="small" icon={<HistoryOutlined />} disabled={job !== undefined && !isOver(job)} onClick={() => ask(row)}>
                {t("admin.restore.action")}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}
