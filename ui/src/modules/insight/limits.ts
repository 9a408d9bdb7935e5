// Lists of numbers as a person types them.

/** The largest number of a list that the core takes (insight/limits.rs). */
const MOST = 100_000;

/** Whole numbers parted by commas or spaces; nothing where something else stands among them. */
export function numbersOf(text: string): number[] | undefined {
  const parts = text.split(/[\s,，、;；]+/).filter(Boolean);
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
