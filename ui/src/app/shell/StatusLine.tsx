import { useTranslation } from "react-i18next";
import { useFormats, useWorkspace } from "@/kit/workspace";

/** Where the data lives, who is looking, and when it was last backed up. */
export function StatusLine() {
  const { t } = useTranslation();
  const { status, me } = useWorkspace();
  const { dateTime } = useFormats();
  if (!status) return null;
  const where = status.workspace.kind === "server" ? "shell.status.server" : "shell.status.workspace";
  const roles = (me?.roles ?? []).map((role) => t(`common.role.${role}`)).join(t("common.list_comma"));
  return (
    <footer className="status">
      <span title={status.workspace.path}>
        {t(where)} {status.workspace.path ?? status.workspace.name} · {t(`common.engine.${status.workspace.engine}`)}
      </span>
      <span>
        {t("shell.status.user")} {me?.name} · {roles}
      </span>
      <span className="push">
        {status.last_backup_at ? `${t("shell.status.last_backup")} ${dateTime(status.last_backup_at)}` : t("shell.status.no_backup")}
      </span>
      <span title={status.zone}>{status.zone}</span>
      <span>
        {t("shell.status.version")} {status.version}
      </span>
    </footer>
  );
}
