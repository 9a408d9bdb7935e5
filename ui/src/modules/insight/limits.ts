// Lists of numbers as a person types them.

/** The largest number of a list that the core takes (insight/limits.rs). */
const MOST = 100_000;

/** What may stand between two numbers: spaces, commas and semicolons, as a Chinese keyboard writes them too. */
const BETWEEN = /[\s,;\uff0c\u3001\uff1b]+/;

/** Whole numbers parted by commas or spaces; nothing where something else stands among them. */
export function numbersOf(text: string): number[] | undefined {
  const parts = text.split(BETWEEN).filter(Boolean);
  return parts.every((part) => /^\d{1,9}$/.test(part)) ? parts.map(Number) : undefined;
}

export function numbersText(numbers: readonly number[]): string {
  return numbers.join(", ");
}

/** Whether a text is a list of `least` to `most` numbers, each larger than the one before. */
export function ascending(text: string, least: number, most: number): boolean {
  const numbers = numbersOf(text);
  if (!numbers || numbers.length < least || numbers.length > most) return false;
  return numbers.every((number, i) => number >= 1 && number <= MOST && number > (numbers[i - 1] ?? 0));
}
