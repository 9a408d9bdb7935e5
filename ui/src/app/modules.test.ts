import { expect, test } from "vitest";
import { MODULES } from "./modules";

test("no two pages are reached by the same key, and none takes the inbox's", () => {
  const keys = MODULES.flatMap((module) => module.pages).flatMap(({ nav }) => nav?.key ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).not.toContain("n");
});
