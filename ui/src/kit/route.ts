// Going from page to page and keeping a page's state (filter, open record) in its address, so that back, forward and
// bookmarks work and drill-down links are plain data.
import { useLocation, useMatch, useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";

export type Search = Record<string, unknown>;

/** Goes to a path with search parameters; values are kept as JSON in the address. */
export function useGo(): (path: string, search?: Search) => void {
  const navigate = useNavigate();
  return useCallback(
    (path: string, search: Search = {}) => {
      void navigate({ to: path, search: search as never });
    },
    [navigate],
  );
}

/** Where the person is. A page that is being left already sees the next place: what it does by itself asks first. */
export function usePath(): string {
  return useLocation().pathname;
}

/** The search parameters of this page, and a way to change some of them (undefined removes one). */
export function usePageSearch(): [Search, (change: Search, options?: { replace?: boolean }) => void] {
  const navigate = useNavigate();
  const { search, pathname } = useLocation();
  const current = search as Search;
  const change = useCallback(
    (patch: Search, options?: { replace?: boolean }) => {
      const merge = (before: Search) =>
        Object.fromEntries(Object.entries({ ...before, ...patch }).filter(([, value]) => value !== undefined));
      void navigate({ to: pathname, search: merge as never, replace: options?.replace ?? false });
    },
    [navigate, pathname],
  );
  return [current, change];
}

/**
 * What an address asks a page to do (`?do=add`), done once: how what is run from anywhere reaches the page that does it.
 * `ready` says from when on the page can.
 */
export function useAskedTo(acts: Readonly<Record<string, () => void>>, ready = true): void {
  const [search, change] = usePageSearch();
  const path = usePath();
  // A page that is being left already sees what the next one is asked; its match is still its own.
  const own = useMatch({ strict: false, select: ({ pathname }) => pathname });
  const wanted = path === own && ready && typeof search.do === "string" ? search.do : undefined;
  const current = useRef(acts);
  current.current = acts;
  useEffect(() => {
    if (wanted === undefined) return;
    change({ do: undefined }, { replace: true });
    current.current[wanted]?.();
  }, [wanted, change]);
}
