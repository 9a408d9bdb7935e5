import { type QueryCache, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import { useFormats, useWorkspace } from "@/kit/workspace";

const MINUTE_MS = 60_000;

/** When the newest of what is shown was read, to the minute. */
function newest(cache: QueryCache): number {
  const at = Math.max(0, ...cache.getAll().map((query) => query.state.dataUpdatedAt));
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

function useAsOf(): number {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((changed: () => void) => cache.subscribe(changed), [cache]);
  return useSyncExternalStore(subscribe, () => newest(cache));
}

/** Which rows the person sees, by name as far as they are few. */
function useScopeText(): string {
  const { t } = useTranslation();
  const scope = useWorkspace().me?.scope;
  const kind = scope?.kind ?? "all";
  const ids = (kind === "regions" ? scope?.region_ids : kind === "outlets" ? scope?.outlet_ids : undefined) ?? [];
  const regions = useOp("regions.options", { ids, limit: ids.length }, { enabled: kind === "regions" && ids.length > 0 });
  const outlets = useOp("outlets.options", { ids, limit: ids.length }, { enabled: kind === "outlets" && ids.length > 0 });
  const names = (kind === "regions" ? regions.data : outlets.data)?.options.filter(({ id }) => ids.includes(id)).map(({ name }) => name) ?? [];
  const shown = names.slice(0, 2).join(t("common.list_comma"));
  return names.length === 0 ? t(`shell.status.scope.${kind}`) : names.length > 2 ? t("shell.status.scope.more", { names: shown, count: names.length }) : shown;
}

/** Where the data lives, who is looking at which part of it, how fresh it is, and when it was last backed up. */
export function StatusLine() {
  const { t } = useTranslation();
  const { status, me } = useWorkspace();
  const { dateTime } = useFormats();
  const asOf = useAsOf();
  const scope = useScopeText();
  const heart = useOp("access.status", {});
  if (!status) return null;
  const gone = heart.error?.error.code === "unreachable" || heart.error?.error.code === "server_unreachable";
  const where = status.workspace.kind === "server" ? "shell.status.server" : "shell.status.workspace";
  const roles = (me?.roles ?? []).map((role) => t(`common.role.${role}`)).join(t("common.list_comma"));
  return (
    <footer className="status">
      <span title={status.workspace.path ?? status.workspace.name}>
        {t(where)} {status.workspace.path ?? status.workspace.name} · {t(`common.engine.${status.workspace.engine}`)}
      </span>
      <span>
        {t("shell.status.user")} {me?.name} · {roles}
      </span>
      <span title={t("shell.status.scope.label")}>{scope}</span>
      <span className={gone ? "push status-gone" : "push"}>{t(gone ? "shell.status.offline_since" : "shell.status.as_of", { at: dateTime(asOf) })}</span>
      {status.workspace.kind === "local" ? (
        <span>{status.last_backup_at ? `${t("shell.status.last_backup")} ${dateTime(status.last_backup_at)}` : t("shell.status.no_backup")}</span>
      ) : null}
      <span className="status-zone" title={t("shell.status.zone")}>{status.zone}</span>
    </footer>
  );
}
