// What a person has chosen for themselves, kept in the workspace: it follows them to another computer, and nobody else
// sees it. What belongs to this machine (language, light or dark) is kept by kit/stored.ts instead.
import { useCallback, useEffect, useState } from "react";
import { call, queryClient, useOp } from "@/api/client";

/** A screen that is dragged about says a lot; only where it comes to rest is kept. */
const REST_MS = 500;

const waiting = new Map<string, { value: unknown; timer: number }>();

function show(key: string, value: unknown) {
  queryClient.setQueryData<{ values: Record<string, unknown> }>(["preferences.get", {}], (before) => ({
    values: { ...before?.values, [key]: value },
  }));
}

async function send(key: string) {
  const entry = waiting.get(key);
  if (!entry) return;
  waiting.delete(key);
  try {
    await call("preferences.save", { key, value: entry.value });
  } catch {
    // Not kept: the next reading shows what is kept in truth. A choice lost is no reason to stop somebody's work.
    await queryClient.invalidateQueries({ queryKey: ["preferences.get"] });
  }
}

/** Shows a choice at once and keeps it a moment later; `null` forgets it. */
export function savePreference(key: string, value: unknown): void {
  const before = waiting.get(key);
  if (before) window.clearTimeout(before.timer);
  show(key, value);
  waiting.set(key, { value, timer: window.setTimeout(() => void send(key), REST_MS) });
}

/** Keeps at once whatever still rests: before a person leaves. */
export async function settlePreferences(): Promise<void> {
  await Promise.all([...waiting.keys()].map(send));
}

/**
 * A choice of the person who is logged in, and a way to change it. `fallback` stands until something was chosen, and
 * while the choices are being read; `known` says that they have been.
 */
export function usePreference<T>(key: string, fallback: T): [value: T, save: (value: T) => void, known: boolean] {
  const { data } = useOp("preferences.get", {});
  // The first fallback stays, so that a literal written at the call does not change at each rendering.
  const [first] = useState(() => fallback);
  const kept = data?.values[key];
  const save = useCallback((value: T) => savePreference(key, value), [key]);
  useEffect(() => {
    const leaving = () => void settlePreferences();
    window.addEventListener("pagehide", leaving);
    return () => window.removeEventListener("pagehide", leaving);
  }, []);
  return [kept === undefined || kept === null ? first : (kept as T), save, data !== undefined];
}
