// Which entries a person means by what they type: Chinese, pinyin initials, English words or the beginnings of them. Pure.
import { initials } from "./initials";

/** An entry's words, made ready once. */
export interface Words {
  /** Its texts in every language, in small letters. */
  texts: readonly string[];
  /** Pinyin initials of the Chinese ones, and first letters of the English words. */
  initials: readonly string[];
}

export function wordsOf(texts: readonly string[]): Words {
  const small = [...new Set(texts.map((text) => text.toLowerCase()))];
  const firsts = small.map((text) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((word) => word[0]).join(""));
  return { texts: small, initials: [...new Set([...small.map(initials), ...firsts])] };
}

/** How well one typed word fits, 0 not at all: a beginning before a word's beginning before anywhere; texts before initials. */
function fitness(typed: string, { texts, initials: short }: Words): number {
  let best = 0;
  for (const text of texts) {
    const at = text.indexOf(typed);
    if (at === 0) best = Math.max(best, 100);
    else if (at > 0) best = Math.max(best, /[\p{L}\p{N}]/u.test(text[at - 1] ?? "") && !/\p{Script=Han}/u.test(typed) ? 40 : 80);
  }
  for (const letters of short) {
    const at = letters.indexOf(typed);
    if (at === 0) best = Math.max(best, letters === typed ? 70 : 60);
    // One letter somewhere among initials says nothing.
    else if (at > 0 && typed.length > 1) best = Math.max(best, 30);
  }
  return best;
}

/** How well an entry fits all that was typed, 0 not at all. */
export function score(query: string, words: Words): number {
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (typed.length === 0) return 0;
  const whole = fitness(typed.join(" "), words);
  const each = typed.map((word) => fitness(word, words));
  return Math.max(whole, each.includes(0) ? 0 : Math.min(...each) - 5);
}

/** The entries that fit, the best first; equal ones keep their order. */
export function matching<T extends { words: Words }>(query: string, entries: readonly T[], most = 12): T[] {
  return entries
    .map((entry, place) => ({ entry, place, points: score(query, entry.words) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.place - b.place)
    .slice(0, most)
    .map(({ entry }) => entry);
}
