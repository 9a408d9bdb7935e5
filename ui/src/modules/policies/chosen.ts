// Which record of a list is open, kept in the address; leaving one with unsaved changes asks first.
import { useCallback, useRef, useState } from "react";
import { useLeaveGuard } from "@/kit/leave";
import { usePageSearch } from "@/kit/route";

export type Chosen = number | "new" | undefined;

export interface Choosing {
  chosen: Chosen;
  choose: (id: Chosen, like?: number) => void;
  /** The record that a new one is a copy of. */
  like: number | undefined;
  /** After a save: goes there without asking. */
  settle: (id: number) => void;
  /** Told by the editor whenever it has changes, or no longer has. */
  onDirty: (dirty: boolean) => void;
  /** Whether the editor has changes. */
  dirty: boolean;
}

export function useChosen(first: number | undefined): Choosing {
  const [search, change] = usePageSearch();
  const unsaved = useRef(false);
  const [dirty, setDirty] = useState(false);
  useLeaveGuard(() => unsaved.current);
  const chosen: Chosen = search.id === "new" ? "new" : typeof search.id === "number" ? search.id : first;
  const choose = useCallback((id: Chosen, like?: number) => change({ id, like }), [change]);
  const onDirty = useCallback((now: boolean) => {
    unsaved.current = now;
    setDirty(now);
  }, []);
  const settle = useCallback((id: number) => {
    unsaved.current = false;
    choose(id);
  }, [choose]);
  const like = typeof search.like === "number" ? search.like : undefined;
  return { chosen, choose, like, settle, onDirty, dirty };
}
