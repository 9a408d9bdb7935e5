// What the dashboard is asked, out of the address, or as it was asked last; and ways to ask something else.
import { useCallback, useEffect, useMemo } from "react";
import { usePreference } from "@/kit/preferences";
import { readPart, statesPart, useScope } from "@/kit/scope";
import { type Search, usePageSearch, usePath } from "@/kit/route";
import { type Asked, NARROWERS, isStated, periodOf, readAsked, toSearch } from "./asked";
import { type Choice, spanOf } from "./period";

const DEFAULT: Choice = { preset: "last_90_days" };
/** Overdue orders become more by themselves: the figures are asked for again now and then. */
export const REFRESH_MS = 60_000;

const KEYS = ["period", "first", "last", "compare", ...NARROWERS];
const only = (search: Search) => Object.fromEntries(KEYS.filter((key) => search[key] !== undefined).map((key) => [key, search[key]]));

/** The part of the network that is asked for: the address's where it states one, which is then kept; else the chosen one. */
function usePart(search: Search, isHere: boolean) {
  const scope = useScope();
  const stated = statesPart(search);
  const text = JSON.stringify(stated ? readPart(search) : scope.part);
  const part = useMemo(() => readPart(JSON.parse(text)), [text]);
  const { known, keep } = scope;
  useEffect(() => {
    if (isHere && stated && known) keep(readPart(JSON.parse(text)));
  }, [isHere, stated, known, text, keep]);
  return { part, isPartKnown: stated || known, keepPart: keep };
}

/** A page's question. `path` is the page's own: a page that is being left must not touch the next one's address. */
export function useAsked(path: string, zone: string) {
  const [search, change] = usePageSearch();
  const isHere = usePath() === path;
  const [kept, keep, known] = usePreference<Search>("dashboard.asked", {});
  const stated = isStated(search);
  const text = JSON.stringify(only(stated ? search : kept));
  const { part, isPartKnown, keepPart } = usePart(search, isHere);
  const asked = useMemo(() => ({ ...readAsked(JSON.parse(text) as Search), ...part }), [text, part]);
  useEffect(() => {
    // A link that states something is a choice like any other: the next visit begins with it.
    if (isHere && stated && known && text !== JSON.stringify(only(kept))) keep(JSON.parse(text) as Search);
  }, [isHere, stated, known, text, kept, keep]);
  // The day may change while the page stands open; the minute it does hardly matters.
  const now = Math.floor(Date.now() / REFRESH_MS) * REFRESH_MS;
  const choice = asked.choice ?? DEFAULT;
  const span = spanOf(choice, now, zone) ?? spanOf(DEFAULT, now, zone) ?? { from: now - REFRESH_MS, to: now };
  const ask = useCallback(
    (next: Partial<Asked>, options?: { replace: boolean }) => {
      if (next.regions || next.outlets) keepPart(readPart({ ...asked, ...next }));
      // Everything is said: an address that states one thing would otherwise forget what was remembered beside it.
      change(toSearch({ ...asked, choice, ...next }), options);
    },
    [asked, choice, change, keepPart],
  );
  const { from, to } = span;
  const period = useMemo(() => periodOf({ from, to }, asked), [from, to, asked]);
  return { ...asked, choice, isChosen: asked.choice !== undefined, isReady: (stated || known) && isPartKnown, span, now, period, ask, search, change };
}

export type Question = ReturnType<typeof useAsked>;
