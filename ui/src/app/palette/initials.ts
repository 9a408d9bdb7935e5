// Pinyin initials of Chinese texts. The browser sorts Chinese by pinyin, so the first character of each initial in that
// order tells the initial of any other: no table of twenty thousand characters need be carried.

const INITIALS = "abcdefghjklmnopqrstwxyz";
// 吖八嚓咑妸发旮哈丌咔垃呣拏喔妑七呥仨他屲夕丫帀
const FIRSTS = [..."\u5416\u516b\u5693\u5491\u59b8\u53d1\u65ee\u54c8\u4e0c\u5494\u5783\u5463\u62cf\u5594\u5991\u4e03\u5465\u4ee8\u4ed6\u5c72\u5915\u4e2b\u5e00"];

// Characters of ours that are not read as the order takes them: 调休，重新，重算，行.
const READ_OTHERWISE: readonly [word: string, initials: string][] = [["\u8c03\u4f11", "tx"], ["\u91cd\u65b0", "cx"], ["\u91cd\u7b97", "cs"], ["\u884c", "x"]];

const order = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
const HAN = /\p{Script=Han}/u;
const known = new Map<string, string>();

function initialOf(character: string): string {
  let initial = known.get(character);
  if (initial === undefined) {
    initial = INITIALS[FIRSTS.findLastIndex((first) => order.compare(first, character) <= 0)] ?? "";
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
