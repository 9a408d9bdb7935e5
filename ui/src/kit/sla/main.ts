// Which of an order's clocks matters now. Pure.
import type { MilestoneResult } from "@/api/types";

/** What asks for action first: late and still running, then running, then what ended late. */
const URGENCY: readonly MilestoneResult["state"][][] = [["breached_open"], ["running", "paused"], ["breached_done"]];

const firstDue = (clocks: readonly MilestoneResult[]) => [...clocks].sort((a, b) => (a.due_ms ?? Infinity) - (b.due_ms ?? Infinity))[0];

/** The clock to show where there is room for one: the most urgent, the earliest due among equals; of a finished order the last that was judged. */
export function mainClock(clocks: readonly MilestoneResult[]): MilestoneResult | undefined {
  for (const states of URGENCY) {
    const found = firstDue(clocks.filter(({ state }) => states.includes(state)));
    if (found) return found;
  }
  return clocks.findLast(({ stopped_at_ms }) => stopped_at_ms !== null) ?? clocks[0];
}
