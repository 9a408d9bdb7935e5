// What happened, what to do, and a reference that can be copied to whoever helps.
import { CopyOutlined, ReloadOutlined } from "@ant-design/icons";
import { Alert, App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { asFailure } from "@/api/failure";
import { errorText } from "./errorText";

/** What somebody who helps may have to look up in the log; a plain refusal needs no number. */
const TRACED = ["fault", "busy", "conflict", "not_found"];

export interface ErrorNoticeProps {
  error: unknown;
  onRetry?: () => void;
  compact?: boolean;
}

export function ErrorNotice({ error, onRetry, compact = false }: ErrorNoticeProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { error: what } = asFailure(error);
  const copy = async () => {
    await navigator.clipboard.writeText(`${what.code} ${what.reference}`.trim());
    message.success(t("common.copied"));
  };
  const reference = what.reference && TRACED.includes(what.kind) ? (
    <span className="row quiet">
      <span>
        {t("common.error.reference")} <span className="mono">{what.reference}</span>
      </span>
      <Button size="small" type="text" icon={<CopyOutlined />} aria-label={t("common.error.copy_reference")} onClick={copy} />
    </span>
  ) : null;
  const retry = onRetry ? (
    <Button size="small" icon={<ReloadOutlined />} onClick={onRetry}>
      {t("common.retry")}
    </Button>
  ) : null;
  return (
    <Alert
      type={what.kind === "fault" || what.kind === "invalid" ? "error" : "warning"} showIcon={!compact} role="alert" className="error-notice"
      title={<div>{errorText(what)}{reference}</div>} action={retry}
    />
  );
}
