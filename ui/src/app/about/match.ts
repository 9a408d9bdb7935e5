// The licences of what Outpost is made of, as `cargo xtask licences` has written them.

/** A package: its kind, name, version, licence by SPDX, where its source is, who owns the rights, numbers of its texts. */
export interface Licence {
  k: "rust" | "npm" | "font" | "data";
  n: string;
  v: string;
  l: string;
  u?: string;
  c?: string[];
  t?: number[];
}

export interface Licences {
  entries: Licence[];
  texts: string[];
}

/** Those whose name, licence or owner holds every word that was typed. */
export function licencesWith(entries: readonly Licence[], query: string): readonly Licence[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter(({ n, l, c }) => {
    const said = [n, l, ...(c ?? [])].join(" ").toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
