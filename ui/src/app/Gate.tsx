// Decides what stands before the person: the workspace can't be opened, first start, login, a password to set, or the work.
import { Suspense, lazy, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Status } from "@/api/types";
import { Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { WorkspaceProvider } from "@/kit/workspace";
import { EntryPage } from "./entry/EntryPage";
import { Login } from "./entry/Login";
import { Rescue } from "./entry/Rescue";

// The login page is painted first; what comes after it is loaded meanwhile.
const Work = lazy(() => import("./Work"));
const FirstStart = lazy(() => import("./entry/FirstStart").then((m) => ({ default: m.FirstStart })));
const MustChangePassword = lazy(() => import("./entry/ChangePassword").then((m) => ({ default: m.MustChangePassword })));

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
        {status.error ? <Rescue error={status.error} /> : null}
      </EntryPage>
    );
  }
  return (
    <WorkspaceProvider value={workspace}>
      <Suspense fallback={null}>
        <Inside status={known} />
      </Suspense>
    </WorkspaceProvider>
  );
}

function Inside({ status }: { status: Status }) {
  if (!status.initialized) return <FirstStart status={status} />;
  if (!status.me) return <Login />;
  if (status.me.must_change_password && !status.me.locked) return <MustChangePassword />;
  return <Work key={status.me.id} me={status.me} idleMinutes={status.idle_lock_minutes} />;
}
