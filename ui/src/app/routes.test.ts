import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LOCALES, catalogue } from "@/i18n";
import { FIRST_STEPS_PATH, MODULES } from "./modules";

const pages = MODULES.flatMap((module) => module.pages);

/** The first part of each page's address, as the transport sends it with what is done there. */
const screens = [...new Set([...pages.map(({ path }) => path), FIRST_STEPS_PATH].map((path) => path.split("/")[1] ?? ""))].sort();

test("the timeline knows every page of the product, and no other", () => {
  const rust = readFileSync("../src-tauri/core/src/history/mod.rs", "utf8");
  const list = /pub const SCREENS: &\[&str\] = &\[([^\]]*)\]/.exec(rust)?.[1] ?? "";
  const known = [...list.matchAll(/"([a-z_]+)"/g)].map(([, word]) => word);
  // A new page: add it to `history::SCREENS` and to `document.screen` of both catalogues.
  expect(known.sort()).toEqual(screens);
});

test.each(LOCALES)("every page has a name in the timeline (%s)", (locale) => {
  const { screen } = catalogue(locale).document as { screen: Record<string, string> };
  expect(Object.keys(screen).sort()).toEqual(screens);
});

test("no two pages are reached by the same keys", () => {
  // `g n` opens the inbox and `g a` the part of the network.
  const keys = ["n", "a", ...pages.flatMap(({ nav }) => nav?.key ?? [])];
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});
