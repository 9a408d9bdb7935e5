// A document as the person saw it, and as it is now. Another person's change never moves what one is reading: it is told,
// and shown when asked for.
import { useState } from "react";
import { useOp } from "@/api/client";
import { useWorkspace } from "../workspace";
import type { Document, DocumentKind } from "./names";

export interface SeenDocument {
  /** As it was seen: what the screen shows and what actions name. */
  seen: Document;
  /** As it is now, where somebody else has changed it since. */
  newer?: Document | undefined;
  /** Looks at the newer one. */
  accept: () => void;
}

export interface DocumentQuery {
  document?: SeenDocument | undefined;
  error?: unknown;
  reload: () => void;
}

export function useDocument(kind: DocumentKind, id: number): DocumentQuery {
  const { me } = useWorkspace();
  const live = useOp(`${kind}.document`, { id });
  const [kept, setKept] = useState<Document>();
  const now = live.data;
  const reload = () => void live.refetch();
  if (!now) return { error: live.error, reload };
  const mine = now.changed?.by_id === me?.id;
  const seen = kept?.id === now.id && kept.version !== now.version && !mine ? kept : now;
  if (seen !== kept) setKept(seen);
  return {
    document: { seen, newer: seen === now ? undefined : now, accept: () => setKept(now) },
    error: undefined,
    reload,
  };
}

/** What a module reads of its own record, kept as it was while the frame shows an older version. */
export function useSteady<T extends { id: number; version: number }>(live: T | undefined, document: SeenDocument | undefined): T | undefined {
  const [kept, setKept] = useState<T>();
  if (!live) return undefined;
  const held = document?.newer && kept?.id === live.id ? kept : live;
  if (held !== kept) setKept(held);
  return held;
}
