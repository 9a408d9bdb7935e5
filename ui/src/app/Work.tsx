// The work itself: jobs, router and frame, with the lock screen over it. Loaded after the login page is painted.
import { RouterProvider } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Me, Message } from "@/api/types";
import { JobsProvider } from "@/kit/jobs";
import { notify } from "./inbox/desktop";
import { follow } from "./links";
import { RecordViewsProvider } from "@/kit/records";
import { useIdleLock } from "./entry/idle";
import { LockScreen } from "./entry/LockScreen";
import { RECORDS, pagesFor } from "./modules";
import { makeRouter } from "./router";

/** The pages stay mounted behind the lock screen, so that nothing typed is lost. */
export default function Work({ me, idleMinutes }: { me: Me; idleMinutes: number }) {
  const permissions = me.permissions.join(" ");
  // A router per person and permission set: pages that may not be seen are not in it.
  const router = useMemo(() => makeRouter(new Set(permissions.split(" "))), [permissions]);
  useIdleLock(idleMinutes, !me.locked);
  const onMessage = (message: Message) => {
    const open = () => {
      const paths = new Set(pagesFor(new Set(permissions.split(" "))).map(({ path }) => path));
      const go = (path: string, search = {}) => void router.navigate({ to: path, search: search as never });
      if (message.link) void follow(message.link, paths, go).catch(() => undefined);
    };
    // What a message says is nobody else's to read while the screen is locked.
    if (!me.locked) notify(message, open);
  };
  return (
    <JobsProvider onMessage={onMessage}>
      <div className="work" inert={me.locked} aria-hidden={me.locked}>
        <RecordViewsProvider value={RECORDS}><RouterProvider router={router} /></RecordViewsProvider>
      </div>
      {me.locked ? <LockScreen me={me} /> : null}
    </JobsProvider>
  );
}
