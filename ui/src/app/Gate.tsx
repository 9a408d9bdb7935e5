// Decides what stands before the person: the workspace can't be opened, first start, login, a password to set, or the work.
import { RouterProvider } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Me, Status } from "@/api/types";
import { Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { JobsProvider } from "@/kit/jobs";
import { WorkspaceProvider } from "@/kit/workspace";
import { EntryPage } from "./entry/EntryPage";
import { FirstStart } from "./entry/FirstStart";
import { LockScreen } from "./entry/LockScreen";
import { Login } from "./entry/Login";
import { MustChangePassword } from "./entry/ChangePassword";
import { useIdleLock } from "./entry/idle";
import { makeRouter } from "./router";

export function Gate() {
  const { t } = useTranslation();
  const status = useOp("access.status", {});
  const known = status.data;
  const workspace = useMemo(
    () => (known ? { zone: known.zone, currency: known.currency, status: known, ...(known.me ? { me: known.me } : {}) } : undefined),
    [known],
  );
  if (!known || !workspace) {
    return (
      <EntryPage title={status.error ? t("shell.start.unavailable") : t("shell.product")}>
        {status.error ? <ErrorNotice error={status.error} onRetry={() => void status.refetch()} /> : <Waiting />}
      </EntryPage>
    );
  }
  return (
    <WorkspaceProvider value={workspace}>
      <Inside status={known} />
    </WorkspaceProvider>
  );
}

function Inside({ status }: { status: Status }) {
  if (!status.initialized) return <FirstStart status={status} />;
  if (!status.me) return <Login />;
  if (status.me.must_change_password && !status.me.locked) return <MustChangePassword />;
  return <Work key={status.me.id} me={status.me} idleMinutes={status.idle_lock_minutes} />;
}

/** The pages stay mounted behind the lock screen, so that nothing typed is lost. */
function Work({ me, idleMinutes }: { me: Me; idleMinutes: number }) {
  const permissions = me.permissions.join(" ");
  // A router per person and permission set: pages that may not be seen are not in it.
  const router = useMemo(() => makeRouter(new Set(permissions.split(" "))), [permissions]);
  useIdleLock(idleMinutes, !me.locked);
  return (
    <JobsProvider>
      <div className="work" inert={me.locked} aria-hidden={me.locked}>
        <RouterProvider router={router} />
      </div>
      {me.locked ? <LockScreen me={me} /> : null}
    </JobsProvider>
  );
}
