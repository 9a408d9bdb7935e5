// On a desktop: which workspace this window works on, and a way to another folder or to a team server. Elsewhere nothing.
import { CloudServerOutlined, FolderOpenOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Input, Modal, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Failure } from "@/api/failure";
import { type Connection, type Connections, transport } from "@/api/transport";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { formKeys } from "@/kit/keys";

export function ConnectionChoice() {
  return transport.connections ? <Choice connections={transport.connections} /> : null;
}

function Choice({ connections }: { connections: Connections }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const current = useQuery({ queryKey: ["connection"], queryFn: () => connections.current() });
  const place = current.data ? (current.data.kind === "local" ? (current.data.folder ?? t("access.connection.own_folder")) : current.data.url) : "";
  return (
    <>
      <div className="row connection">
        {current.data?.kind === "server" ? <CloudServerOutlined aria-hidden="true" /> : <FolderOpenOutlined aria-hidden="true" />}
        <span className="grow ellipsis quiet" title={place}>{place}</span>
        <Button size="small" type="link" onClick={() => setOpen(true)}>{t("access.connection.change")}</Button>
      </div>
      {open && current.data ? <Dialog connections={connections} current={current.data} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Dialog({ connections, current, onClose }: { connections: Connections; current: Connection; onClose: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Connection["kind"]>(current.kind);
  const [folder, setFolder] = useState(current.kind === "local" ? (current.folder ?? "") : "");
  const [url, setUrl] = useState(current.kind === "server" ? current.url : "");
  const connect = useMutation<void, Failure, Connection>({ mutationFn: (to) => connections.connect(to) });
  const ready = kind === "local" || /^https?:\/\/\S+$/.test(url.trim());
  const submit = () => {
    if (ready) connect.mutate(kind === "local" ? { kind, ...(folder ? { folder } : {}) } : { kind, url: url.trim() });
  };
  return (
    <Modal
      open onCancel={onClose} onOk={submit} title={t("access.connection.title")} okText={t("access.connection.open")}
      okButtonProps={{ disabled: !ready, loading: connect.isPending }}
    >
      <div className="column" {...formKeys(submit)}>
        {connect.error ? <ErrorNotice error={connect.error} /> : null}
        <Segmented
          block value={kind} onChange={setKind}
          options={[{ value: "local", label: t("access.connection.local") }, { value: "server", label: t("access.connection.server") }]}
        />
        {kind === "local" ? (
          <div className="row">
            <Input readOnly value={folder} placeholder={t("access.connection.own_folder")} aria-label={t("access.connection.folder")} />
            <Button onClick={() => void connections.chooseFolder().then((chosen) => chosen && setFolder(chosen))}>
              {t("access.connection.choose")}
            </Button>
          </div>
        ) : (
          <Input value={url} onChange={(e) => setUrl(e.target.value)} placeholder="https://outpost.example.com" aria-label={t("access.connection.url")} />
        )}
        <p className="quiet">{t(kind === "local" ? "access.connection.local_hint" : "access.connection.server_hint")}</p>
      </div>
    </Modal>
  );
}
