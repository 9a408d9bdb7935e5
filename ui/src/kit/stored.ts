// Small things kept on this machine (language, light or dark, what is folded). Storage may be full, refused or hold rubbish: none of
// that may break a page.
const PREFIX = "outpost.";

export function readStored<T>(key: string): T | undefined {
  try {
    const text = window.localStorage.getItem(PREFIX + key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function forgetStored(key: string): void {
  try {
    window.localStorage.removeItem(PREFIX + key);
  } catch {
    // Without storage there is nothing to forget.
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    window.localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}
