import { existsSync, readFileSync, readdirSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "@/api/types";
import { errorKey } from "@/kit/errorText";
import { LOCALES, catalogue, hasText, setLocale, systemLocale } from ".";

beforeAll(() => setLocale("zh-CN"));

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") texts.set(prefix + key, value);
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) texts.set(inner, text);
  }
  return texts;
}

const zh = flat(catalogue("zh-CN"));
const en = flat(catalogue("en"));
const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1]).sort().join(" ");

test("both languages have the same keys", () => {
  expect([...zh.keys()].filter((key) => !en.has(key))).toEqual([]);
  expect([...en.keys()].filter((key) => !zh.has(key))).toEqual([]);
});

test("both languages name the same parameters, and no text is empty", () => {
  const differing = [...zh].filter(([key, text]) => placeholders(text) !== placeholders(en.get(key) ?? ""));
  expect(differing.map(([key]) => key)).toEqual([]);
  expect([...zh, ...en].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("no Chinese in English texts, no English sentence in Chinese ones", () => {
  const chinese = /\p{Script=Han}/u;
  const named = (key: string) => key.startsWith("common.language.");
  expect([...en].filter(([key, text]) => chinese.test(text) && !named(key)).map(([key]) => key)).toEqual([]);
  const words = /[a-z]{3,} [a-z]{2,}/;
  expect([...zh].filter(([, text]) => words.test(text.replace(/\{\{\w+\}\}/g, ""))).map(([key]) => key)).toEqual([]);
});

/** The codes of the core, read from where they are defined. */
function coreCodes(): string[] {
  const source = readFileSync("../src-tauri/core/src/error.rs", "utf8");
  return [...source.matchAll(/^\s+[A-Z]\w+ = "([a-z_]+)": [A-Z]/gm)].map((match) => match[1] ?? "");
}

test("every error code of the core and of the client has a text", () => {
  const codes = [...coreCodes(), "unreachable", "unreadable_answer", "page_fault", "unknown"];
  expect(codes.length).toBeGreaterThan(40);
  expect(codes.filter((code) => errorKey(code) === undefined)).toEqual([]);
});

/** All Rust sources of the core, as text. */
const coreFiles = readdirSync("../src-tauri/core/src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".rs"))
  .map((path) => readFileSync(`../src-tauri/core/src/${path}`, "utf8"));

test("every column of every list has a heading", () => {
  const missing: string[] = [];
  let columns = 0;
  for (const source of coreFiles.filter((text) => text.includes("GridDef {"))) {
    for (const part of source.split(/GridDef \{/).slice(1)) {
      const grid = /name: "(\w+)"/.exec(part)?.[1];
      for (const [, key] of part.matchAll(/GridColumn::new\(\s*"(\w+)"/g)) {
        columns += 1;
        if (grid && !hasText(`grid.${grid}.columns.${key}`)) missing.push(`${grid}.${key}`);
      }
    }
  }
  expect(columns).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

test("every job and every phase of one has a name", () => {
  const jobs = Object.entries(OPERATIONS).filter(([, fact]) => fact.kind === "job").map(([op]) => op.split(".").at(-1) ?? "");
  const phases = coreFiles.flatMap((text) => [...text.matchAll(/progress\(\s*"(\w+)"/g)].map((match) => match[1] ?? ""));
  expect(jobs.filter((job) => !hasText(`jobs.kind.${job}`))).toEqual([]);
  expect([...phases, "queued", "started", "done"].filter((phase) => !hasText(`jobs.phase.${phase}`))).toEqual([]);
});

test("every key that the code names exists", () => {
  const files = import.meta.glob<string>(["../**/*.ts", "../**/*.tsx", "!../**/*.test.*"], { eager: true, query: "?raw", import: "default" });
  const missing: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    for (const match of text.matchAll(/\bt\(\s*"([a-z_]+(?:\.[\w-]+)+)"/g)) {
      const key = match[1] ?? "";
      if (!hasText(key)) missing.push(`${path}: ${key}`);
    }
  }
  expect(missing).toEqual([]);
});

test("the system's language decides", () => {
  expect([["zh-TW"], ["zh"], ["en-GB"], ["de"], []].map((languages) => systemLocale(languages))).toEqual(["zh-CN", "zh-CN", "en", "en", "zh-CN"]);
});

test("the catalogues stand where Rust reads them", () => {
  for (const locale of LOCALES) expect(existsSync(`src/i18n/${locale}/errors.json`)).toBe(true);
});
