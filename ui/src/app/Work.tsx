// The work itself: jobs, router and frame, with the lock screen over it. Loaded after the login page is painted.
import { RouterProvider } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Me } from "@/api/types";
import { JobsProvider } from "@/kit/jobs";
import { useIdleLock } from "./entry/idle";
import { LockScreen } from "./entry/LockScreen";
import { makeRouter } from "./router";

/** The pages stay mounted behind the lock screen, so that nothing typed is lost. */
export default function Work({ me, idleMinutes }: { me: Me; idleMinutes: number }) {
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
