// A write carries a request id. When its answer was lost, the person (or the client) tries again: the same input then goes
// out under the same id, and the core answers the stored result instead of doing the work twice.
import { isUndecided, type Failure } from "./failure";

/** JSON with sorted keys, so that equal inputs give equal text whatever order they were built in. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** A random UUID. `crypto.randomUUID` is missing on plain-HTTP pages of a team server, `getRandomValues` is not. */
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export class RequestIds {
  private readonly open = new Map<string, string>();
  private readonly make: () => string;

  constructor(make: () => string = newRequestId) {
    this.make = make;
  }

  /** The id for this write: the one of an undecided earlier try of the same input, or a new one. */
  take(op: string, input: unknown): string {
    const key = `${op} ${canonical(input)}`;
    const known = this.open.get(key);
    if (known) return known;
    const id = this.make();
    this.open.set(key, id);
    return id;
  }

  /** The write has an answer: a later equal input is a new wish, unless the outcome is unknown. */
  settle(op: string, input: unknown, failure?: Failure): void {
    if (failure && isUndecided(failure)) return;
    this.open.delete(`${op} ${canonical(input)}`);
  }
}
