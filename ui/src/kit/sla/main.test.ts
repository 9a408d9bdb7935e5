import { describe, expect, test } from "vitest";
import type { MilestoneResult } from "@/api/types";
import { mainClock } from "./main";

type Sketch = [key: string, state: MilestoneResult["state"], due: number | null, stopped?: number];
const of = ([key, state, due_ms, stopped]: Sketch) => ({ key, state, due_ms, stopped_at_ms: stopped ?? null }) as MilestoneResult;

describe("the clock that matters", () => {
  const cases: [string, Sketch[], string | undefined][] = [
    ["no clock at all", [], undefined],
    ["late and open before running", [["respond", "running", 5], ["complete", "breached_open", 9]], "complete"],
    ["the earliest due of the running ones", [["complete", "running", 9], ["arrive", "running", 5], ["confirm", "met", 1, 1]], "arrive"],
    ["a paused one counts as running", [["confirm", "met", 1, 1], ["complete", "paused", null]], "complete"],
    ["what ended late, when nothing runs", [["respond", "breached_done", 3, 4], ["complete", "met", 9, 8]], "respond"],
    ["the last that ended, when all is well", [["respond", "met", 3, 2], ["complete", "met", 9, 8], ["follow_up", "not_started", null]], "complete"],
    ["the first, when none has begun", [["respond", "not_started", null], ["complete", "not_started", null]], "respond"],
  ];
  test.each(cases)("%s", (_name, sketches, expected) => {
    expect(mainClock(sketches.map(of))?.key).toBe(expected);
  });
});
