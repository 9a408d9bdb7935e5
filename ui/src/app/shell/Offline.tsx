import { DisconnectOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";

const HEARTBEAT_MS = 30_000;
const RECOVERY_MS = 5_000;

/** Says while the backend can't be reached: reading goes on with what is here, writing says why it does not. */
export function Offline() {
  const { t } = useTranslation();
  const calm = useOp("access.status", {}, { refetch_ms: HEARTBEAT_MS });
  const gone = calm.error !== null && (calm.error.error.code === "unreachable" || calm.error.error.code === "server_unreachable");
  useOp("access.status", {}, { enabled: gone, refetch_ms: RECOVERY_MS });
  if (!gone) return null;
  return (
    <div className="offline" role="alert">
      <DisconnectOutlined aria-hidden="true" />
      <span className="grow">{t("shell.status.offline")}</span>
      <Button size="small" loading={calm.isFetching} onClick={() => void calm.refetch()}>{t("common.retry")}</Button>
    </div>
  );
}
