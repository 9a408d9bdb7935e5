// A record as the person saw it when they began to type. A colleague's change never takes away what is typed: it is told, and
// the person decides.
import { useState } from "react";

interface Versioned {
  id: number;
  version: number;
}

export interface Held<R> {
  /** As the form knows it: what a save names. */
  seen: R | undefined;
  /** As it is now, where somebody has changed it while something was typed. */
  newer: R | undefined;
  /** The version with which the form began: a key for it, so that another one begins with other values. */
  began: number;
  /** Shows the newer one; what was typed goes. */
  accept: () => void;
  /** Goes on upon the newer one with what is typed. */
  keep: () => void;
}

/** `held`: something was typed that is not saved. */
export function useHeld<R extends Versioned>(live: R | undefined, held: boolean): Held<R> {
  const [kept, setKept] = useState<{ record: R; began: number }>();
  const holds = live !== undefined && held && kept?.record.id === live.id;
  const stays = holds && kept.record.version !== live.version;
  const seen = stays ? kept.record : live;
  const began = holds ? kept.began : (live?.version ?? 0);
  if (seen && (seen !== kept?.record || began !== kept.began)) setKept({ record: seen, began });
  return {
    seen, began, newer: stays ? live : undefined,
    accept: () => live && setKept({ record: live, began: live.version }),
    keep: () => live && setKept({ record: live, began }),
  };
}
