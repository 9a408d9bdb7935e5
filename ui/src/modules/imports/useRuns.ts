// The two works of the wizard: the check that writes nothing, and the import itself. A check is good for exactly the draft that
// was checked; any change makes it stale.
import { useCallback, useState } from "react";
import { call } from "@/api/client";
import { canonical } from "@/api/requests";
import type { ImportReport, JobView } from "@/api/types";
import { isOver, useJob } from "@/kit/jobs";
import { type Draft, runInput } from "./draft";

interface Started {
  /** The input that was checked. */
  of: string;
  job: number;
}

/** What a check depends on: all but what is done with bad rows, which a check lists in either case. */
function checkedAs(draft: Draft): string {
  return canonical({ ...runInput(draft, true), errors: null });
}

export interface Runs {
  check: JobView | undefined;
  checked: ImportReport | undefined;
  stale: boolean;
  run: JobView | undefined;
  failure: unknown;
  busy: boolean;
  startCheck: () => void;
  startRun: () => void;
  forget: () => void;
}

export function useRuns(draft: Draft | undefined): Runs {
  const [check, setCheck] = useState<Started>();
  const [run, setRun] = useState<number>();
  const [failure, setFailure] = useState<unknown>();
  const [starting, setStarting] = useState(false);
  const now = draft ? checkedAs(draft) : "";
  const fresh = check !== undefined && check.of === now;
  const checkJob = useJob(fresh ? check.job : undefined);
  const runJob = useJob(run);

  const start = useCallback(async (dry: boolean) => {
    if (!draft) return;
    setFailure(undefined);
    setStarting(true);
    try {
      const { job } = await call("imports.run", runInput(draft, dry));
      if (dry) setCheck({ of: checkedAs(draft), job });
      else setRun(job);
    } catch (cause) {
      setFailure(cause);
    } finally {
      setStarting(false);
    }
  }, [draft]);

  return {
    check: checkJob,
    checked: checkJob?.state === "succeeded" ? (checkJob.result as ImportReport) : undefined,
    stale: check !== undefined && !fresh,
    run: runJob,
    failure,
    busy: starting || (fresh && !(checkJob && isOver(checkJob))) || (run !== undefined && !(runJob && isOver(runJob))),
    startCheck: useCallback(() => void start(true), [start]),
    startRun: useCallback(() => void start(false), [start]),
    forget: useCallback(() => {
      setCheck(undefined);
      setRun(undefined);
      setFailure(undefined);
    }, []),
  };
}
