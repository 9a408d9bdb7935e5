// The words on the screen, read from the same catalogues as the screen: a test names a text by its key, and so runs in
// either language and outlives a better wording.
import { readFileSync, readdirSync } from "node:fs";

const folder = new URL("../../../ui/src/i18n/", import.meta.url);

function load(language) {
  const catalogue = {};
  for (const file of readdirSync(new URL(`${language}/`, folder)).filter((name) => name.endsWith(".json"))) {
    catalogue[file.slice(0, -".json".length)] = JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), "utf8"));
  }
  return catalogue;
}

const catalogues = { "zh-CN": load("zh-CN"), en: load("en") };

/** The text of a key (`access.login.submit`) in a language, with its `{{parameters}}` filled in. */
export function text(language, key, params = {}) {
  let found = catalogues[language];
  for (const part of key.split(".")) found = found?.[part];
  if (typeof found !== "string") throw new Error(`no text ${key} in ${language}`);
  return found.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => String(params[name] ?? ""));
}
