import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Licences, licencesWith } from "./match";

const { entries, texts } = JSON.parse(readFileSync("src/app/about/licences.json", "utf8")) as Licences;

test("every package of the page stands there with its licence, and so do the fonts", () => {
  const own = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: Record<string, string> };
  const named = new Set(entries.map(({ n, v }) => `${n} ${v}`));
  const missing = Object.entries(own.dependencies).map(([name, version]) => `${name} ${version}`).filter((name) => !named.has(name));
  // A new package: run `cargo xtask licences`.
  expect(missing).toEqual([]);
  expect(entries.filter(({ k }) => k === "font").length).toBeGreaterThan(0);
  expect(entries.filter(({ k }) => k === "rust").length).toBeGreaterThan(200);
});

test("no entry is without a licence, and every text that is named is there", () => {
  expect(entries.filter(({ l }) => l.trim() === "" || l === "see text").map(({ n }) => n)).toEqual([]);
  expect(entries.flatMap(({ t }) => t ?? []).filter((number) => !texts[number])).toEqual([]);
});

test("they are found by name, licence and owner, whatever the order of words", () => {
  expect(licencesWith(entries, "REACT mit").map(({ n }) => n)).toContain("react");
  expect(licencesWith(entries, "ofl").map(({ k }) => k)).toContain("font");
  expect(licencesWith(entries, "adobe").length).toBeGreaterThan(0);
  expect(licencesWith(entries, "no such thing")).toEqual([]);
  expect(licencesWith(entries, " ")).toHaveLength(entries.length);
});

test("the mark is drawn as the app's icon is", () => {
  const drawn = (path: string) => readFileSync(path, "utf8").replace(/<svg[^>]*>/, "");
  for (const copy of ["src/app/entry/mark.svg", "public/favicon.svg"]) expect(drawn(copy)).toBe(drawn("../icons/outpost.svg"));
});
