// What Ctrl-K knows: the pages and actions that the person has, in words of both languages, and records of the workspace.
import i18next from "i18next";
import { type ReactNode, createElement, useEffect, useMemo, useState } from "react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { call } from "@/api/client";
import type { Hit } from "@/api/types";
import { LOCALES } from "@/i18n";
import { keyCaps } from "@/kit/keys";
import type { ModuleAction, ModulePage } from "@/kit/module";
import { useGo } from "@/kit/route";
import { placeOf } from "../links";
import type { ShellAct } from "../shell/acts";
import { type Words, wordsOf } from "./match";

export type EntryGroup = "recent" | "records" | "pages" | "actions";

export interface Entry {
  id: string;
  group: EntryGroup;
  text: string;
  /** What tells it from others of its name. */
  detail?: string;
  icon?: ReactNode;
  /** The keys that do the same. */
  caps?: readonly string[];
  words: Words;
  run: () => void | Promise<void>;
}

/** A text in every language, so that somebody finds `Work orders` in a Chinese window too. */
function wordsFor(keys: readonly string[]): Words {
  return wordsOf(keys.flatMap((key) => LOCALES.map((lng) => i18next.t(key, { lng }))));
}

export interface Source {
  pages: readonly ModulePage[];
  actions: readonly ModuleAction[];
  acts: readonly ShellAct[];
}

/** Pages, then actions; in the order of the navigation and of the modules. */
export function useEntries({ pages, actions, acts }: Source): Entry[] {
  const { t } = useTranslation();
  const go = useGo();
  const { message } = App.useApp();
  return useMemo(() => {
    const say = (text: string) => void message.success(text);
    const places = pages.flatMap(({ path, nav }): Entry[] => nav ? [{
      id: `page ${path}`, group: "pages", text: t(nav.text), icon: nav.icon, words: wordsFor([nav.text]), run: () => go(path),
      ...(nav.key ? { caps: keyCaps(`g ${nav.key}`) } : {}),
    }] : []);
    const ofModules = actions.map((action): Entry => ({
      id: `action ${action.key}`, group: "actions", text: t(action.text), icon: action.icon, words: wordsFor([action.text]), run: () => action.run({ go, say }),
    }));
    const ofShell = acts.map((act): Entry => ({
      id: `shell ${act.key}`, group: "actions", text: t(act.text), icon: createElement(act.icon), words: wordsFor([act.text, ...(act.also ?? [])]), run: act.run,
      ...(act.keys ? { caps: keyCaps(act.keys) } : {}),
    }));
    return [...places, ...ofModules, ...ofShell];
  }, [pages, actions, acts, t, go, message]);
}

const TYPING_MS = 150;
/** Records of each kind. */
const MOST = 5;

/** The text once the typing has paused. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setPaused(text), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return paused;
}

async function find(text: string): Promise<Hit[]> {
  return (await call("search.find", { text, limit: MOST })).hits;
}

/** Records that the core finds, those of them that some page of the person shows. `looking` while it is still at it. */
export function useRecords(text: string, pages: readonly ModulePage[]): { records: Entry[]; looking: boolean; failure: unknown } {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const wanted = text.trim();
  const asked = usePaused(wanted);
  const enabled = asked !== "" && wanted !== "";
  const paths = useMemo(() => new Set(pages.map(({ path }) => path)), [pages]);
  const found = useQuery({ queryKey: ["palette.records", asked], queryFn: () => find(asked), enabled, placeholderData: keepPreviousData, staleTime: 0 });
  const hits = enabled ? found.data : undefined;
  const records = useMemo(() => (hits ?? []).flatMap((hit): Entry[] => {
    const place = placeOf(hit, paths);
    const kind = `shell.record.${hit.kind}`;
    return place ? [{
      id: `record ${hit.kind} ${hit.id}`, group: "records", text: hit.title, words: { texts: [], initials: [] },
      detail: [i18n.exists(kind) ? t(kind) : "", hit.detail].filter(Boolean).join(" · "), run: () => go(place.path, place.search),
    }] : [];
  }), [hits, paths, go, t, i18n]);
  return { records, looking: wanted !== "" && (asked !== wanted || found.isFetching), failure: enabled ? found.error : null };
}
