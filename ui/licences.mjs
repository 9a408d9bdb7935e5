// Collects the licences of everything that travels with Outpost (Rust crates, npm packages, fonts, data) into one compact
// file that the About dialog reads: node ui/licences.mjs, or `cargo xtask licences`. Texts that differ only in their
// copyright lines are kept once; the lines stand with each package.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ui = dirname(fileURLToPath(import.meta.url));
const root = join(ui, "..");
const target = join(ui, "src/app/about/licences.json");
/** Needed to build, but their content is part of what is built. */
const CONTENT = { "@expo-google-fonts/noto-sans-sc": "font", "world-atlas": "data" };

const bodies = new Map();

/** The number of a text without its copyright lines, and those lines. */
function filed(text) {
  const lines = text.replaceAll("\r", "").split("\n");
  const isOwner = (line) => /^[\s/*#-]*(copyright\b(?! (notice|holder|owner|law|license|statement|interest|and|or|in|to|as)\b)|\(c\)\s*\d|©)/i.test(line);
  const owners = lines.filter(isOwner).map((line) => line.replace(/^[\s/*#-]+/, "").trim());
  const kept = lines.filter((line) => !isOwner(line)).map((line) => line.trim());
  const body = kept.join("\n").replace(/\n{3,}/g, "\n\n").trim();
  const key = body.toLowerCase().replace(/[^a-z0-9]+/g, "");
  if (key === "") return { owners };
  if (!bodies.has(key)) bodies.set(key, { number: bodies.size, body });
  return { number: bodies.get(key).number, owners };
}

function textsIn(folder) {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|unlicense|ofl)/i.test(name) && !/\.(spdx|rs|js|ts|html|json)$/i.test(name)) : [];
  const found = [];
  for (const name of files.sort()) {
    try {
      found.push(filed(readFileSync(join(folder, name), "utf8")));
    } catch {
      // A folder of that name: its files are named after licences that stand in SPDX terms already.
    }
  }
  return found;
}

function entry(kind, name, version, licence, source, folder) {
  const texts = textsIn(folder);
  const owners = [...new Set(texts.flatMap((text) => text.owners))].filter((line) => line.length < 160).slice(0, 4);
  return {
    k: kind, n: name, v: version, l: licence || "see text", ...(source ? { u: source } : {}), ...(owners.length ? { c: owners } : {}),
    ...(texts.some((t) => t.number !== undefined) ? { t: [...new Set(texts.map((t) => t.number).filter((n) => n !== undefined))] } : {}),
  };
}

/** Crates that are linked into the app or the server, on any system. */
function crates() {
  const cargo = (...args) => execFileSync(process.env.CARGO ?? "cargo", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  const linked = new Set(cargo("tree", "--locked", "-e", "normal", "--target", "all", "--prefix", "none", "-p", "outpost", "-p", "outpost-ctl", "-f", "{p}").split("\n").map((line) => line.split(" ").slice(0, 2).join(" ").replace(" v", " ")));
  const { packages, workspace_members } = JSON.parse(cargo("metadata", "--locked", "--format-version", "1"));
  return packages
    .filter(({ id, name, version }) => !workspace_members.includes(id) && linked.has(`${name} ${version}`))
    .map(({ name, version, license, repository, manifest_path }) => entry("rust", name, version, license, repository, dirname(manifest_path)));
}

const repositoryOf = ({ repository, homepage }) => (typeof repository === "string" ? repository : repository?.url ?? homepage ?? "").replace(/^git\+|\.git$/g, "").replace(/^((git|ssh):\/\/)?git@([^:/]+)[:/]/, "https://$3/").replace(/^git:\/\//, "https://");

/** Packages that the page is built of, found as Node finds them. */
function packages() {
  const own = JSON.parse(readFileSync(join(ui, "package.json"), "utf8"));
  const found = new Map();
  const visit = (name, from, kind) => {
    for (let at = from; ; at = dirname(at)) {
      const folder = join(at, "node_modules", name);
      if (existsSync(join(folder, "package.json"))) {
        const read = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
        const key = `${read.name} ${read.version}`;
        if (found.has(key)) return;
        const licence = typeof read.license === "string" ? read.license : read.license?.type;
        found.set(key, entry(kind, read.name, read.version, licence, repositoryOf(read), folder));
        for (const next of Object.keys(read.dependencies ?? {})) visit(next, folder, "npm");
        return;
      }
      if (dirname(at) === at) return;
    }
  };
  for (const name of Object.keys(own.dependencies)) visit(name, ui, "npm");
  for (const [name, kind] of Object.entries(CONTENT)) if (own.devDependencies?.[name] || own.dependencies[name]) visit(name, ui, kind);
  return [...found.values()];
}

const entries = [...packages(), ...crates()].sort((a, b) => a.n.localeCompare(b.n, "en") || a.v.localeCompare(b.v, "en"));
const texts = [...bodies.values()].sort((a, b) => a.number - b.number).map(({ body }) => body);
writeFileSync(target, `${JSON.stringify({ entries, texts })}\n`);
console.log(`licences: ${entries.length} packages, ${texts.length} texts`);
