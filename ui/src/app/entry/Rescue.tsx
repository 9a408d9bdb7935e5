// On a desktop: a workspace whose file is damaged goes back to one of its backups, since nobody can log in to ask for it.
import { HistoryOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { type Failure, asFailure } from "@/api/failure";
import { type Connections, transport } from "@/api/transport";
import type { BackupView } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { dateTime } from "@/kit/format";

const RESCUED_BY_BACKUP = ["workspace_damaged", "workspace_not_a_database"];
/** The newest are the likely ones; older ones stand in the folder. */
const OFFERED = 5;

export function Rescue({ error }: { error: unknown }) {
  const helps = RESCUED_BY_BACKUP.includes(asFailure(error).error.code);
  return transport.connections && helps ? <Choice connections={transport.connections} /> : null;
}

function Choice({ connections }: { connections: Connections }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const backups = useQuery({ queryKey: ["rescue"], queryFn: () => connections.rescueBackups() });
  const rescue = useMutation<void, Failure, string>({ mutationFn: (name) => connections.rescue(name) });
  // The workspace's own zone stands in the file that does not open.
  const at = (backup: BackupView) => dateTime(backup.at, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const ask = (backup: BackupView) =>
    modal.confirm({
      title: t("admin.restore.title", { at: at(backup) }), content: t("admin.rescue.what"), okText: t("admin.restore.action"),
      cancelText: t("common.cancel"), width: 440, onOk: () => rescue.mutate(backup.name),
    });
  if (!backups.data) return null;
  if (backups.data.length === 0) return <p className="quiet">{t("admin.rescue.none")}</p>;
  return (
    <section className="column" aria-labelledby="rescue-title">
      <h2 id="rescue-title">{t("admin.rescue.title")}</h2>
      {rescue.error ? <ErrorNotice error={rescue.error} /> : null}
      {backups.data.slice(0, OFFERED).map((backup) => (
        <div className="row" key={backup.name}>
          <span className="grow">
            {at(backup)} <span className="quiet">{t(`admin.backup.reason.${backup.reason}`)}</span>
          </span>
          <Button size="small" icon={<HistoryOutlined />} loading={rescue.isPending && rescue.variables === backup.name} onClick={() => ask(backup)}>
            {t("admin.restore.action")}
          </Button>
        </div>
      ))}
    </section>
  );
}
