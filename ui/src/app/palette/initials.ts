// Pinyin initials of Chinese texts. The browser sorts Chinese by pinyin, so the first character of each initial in that
// order tells the initial of any other: no table of twenty thousand characters need be carried.

const BOUNDS: readonly [initial: string, first: string][] = [
  ["a", "吖"], ["b", "八"], ["c", "嚓"], ["d", "咑"], ["e", "妸"], ["f", "发"], ["g", "旮"], ["h", "哈"], ["j", "丌"], ["k", "咔"],
  ["l", "垃"], ["m", "呣"], ["n", "拏"], ["o", "喔"], ["p", "妑"], ["q", "七"], ["r", "呥"], ["s", "仨"], ["t", "他"], ["w", "屲"],
  ["x", "夕"], ["y", "丫"], ["z", "帀"],
];

/** Words of ours in which a character is not read as the order of characters takes it. */
const READ_OTHERWISE: readonly [word: string, initials: string][] = [["调休", "tx"], ["重新", "cx"], ["重算", "cs"], ["行", "x"]];

const order = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
const HAN = /\p{Script=Han}/u;
const known = new Map<string, string>();

function initialOf(character: string): string {
  let initial = known.get(character);
  if (initial === undefined) {
    initial = BOUNDS.findLast(([, first]) => order.compare(first, character) <= 0)?.[0] ?? "";
    known.set(character, initial);
  }
  return initial;
}

/** `导入工单` → `drgd`; letters and digits stay, everything else goes. */
export function initials(text: string): string {
  let rest = text.toLowerCase();
  for (const [word, read] of READ_OTHERWISE) rest = rest.replaceAll(word, read);
  return [...rest].map((c) => (HAN.test(c) ? initialOf(c) : /[\p{L}\p{N}]/u.test(c) ? c : "")).join("");
}
