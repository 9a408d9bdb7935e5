import type { MilestoneResult } from "@/api/types";
import type { RibbonClock } from "./pieces";

/** A clock of the core as the ribbon draws it. */
export function ribbonOf(clock: MilestoneResult): RibbonClock {
  return {
    state: clock.state,
    started_at: clock.started_at_ms ?? undefined,
    due_at: clock.due_ms ?? undefined,
    stopped_at: clock.stopped_at_ms ?? undefined,
    thresholds: clock.thresholds.map(({ percent, at_ms }) => ({ percent, at: at_ms })),
    pieces: clock.explanation?.pieces ?? [],
  };
}
