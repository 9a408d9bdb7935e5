import { expect, test } from "vitest";
import { setLocale } from "@/i18n";
import { mentionedIn } from "./Comments";
import type { TimelineItem } from "./names";
import { byDay } from "./Timeline";
import { differences } from "./words";
import type { Formats } from "../workspace";

const formats: Formats = {
  locale: "en", zone: "UTC", dateTime: (ms) => `t${ms}`, date: (ms) => `d${ms}`, duration: String, integer: String, decimal: String,
  money: (minor) => `¥${minor}`, percent: String, bytes: String,
};

test("only fields that differ are compared, as the list shows them", async () => {
  await setLocale("en");
  const mine = [{ field: "cost", kind: "money" as const, value: 500 }, { field: "due_at", kind: "datetime" as const, value: null }, { field: "kind", kind: "enum" as const, value: "repair" }];
  const theirs = [{ field: "cost", kind: "money" as const, value: 700 }, { field: "due_at", kind: "datetime" as const, value: 9 }, { field: "kind", kind: "enum" as const, value: "repair" }];
  const found = differences("work_orders", mine, theirs, formats);
  expect(found.map(({ field, mine: before, theirs: now }) => [field, before, now])).toEqual([["cost", "¥500", "¥700"], ["due_at", expect.any(String), "t9"]]);
});

test("a name calls its person only where it stands in the text", () => {
  const people = [{ id: 1, name: "Lin" }, { id: 2, name: "Wang" }];
  expect(mentionedIn("please @Wang look", people)).toEqual([2]);
  expect(mentionedIn("Wang should look", people)).toEqual([]);
});

test("events stand below their day, in their order", () => {
  const event = (at: number): TimelineItem => ({ at, group: "step", actor: "", operation: "", origin: "source", code: "opened", params: {}, changes: [] });
  const days = byDay([event(1), event(2), event(11)], (ms) => (ms < 10 ? "a" : "b"));
  expect(days.map(([day, events]) => [day, events.map(({ at }) => at)])).toEqual([["a", [1, 2]], ["b", [11]]]);
});
