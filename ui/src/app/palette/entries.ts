// What Ctrl-K knows: the pages and actions that the person has, in words of both languages, and records of the workspace.
import i18next from "i18next";
import { type ReactNode, createElement, useEffect, useMemo, useState } from "react";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
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

/** The text once the typing has paused. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setPaused(text), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return paused;
}

/** Records that the core finds, those of them that some page of the person shows. `looking` while it is still at it. */
export function useRecords(text: string, pages: readonly ModulePage[]): { records: Entry[]; looking: boolean; failure: unknown } {
  const { t } = useTranslation();
  const go = useGo();
  const wanted = text.trim();
  const asked = usePaused(wanted);
  const enabled = asked !== "" && wanted !== "";
  const sees = pages.some(({ path }) => path === "/work_orders");
  const found = useOp("work_orders.page", { filter: { field: "number", op: "contains", value: asked }, limit: 5 }, { enabled: enabled && sees, keep: true });
  const rows = enabled ? found.data?.rows : undefined;
  const records = useMemo(() => {
    const paths = new Set(pages.map(({ path }) => path));
    return (rows ?? []).flatMap((row): Entry[] => {
      const { id, number } = row as { id: number; number: string };
      const place = placeOf({ kind: "work_order", id }, paths);
      return place ? [{
        id: `record work_order ${id}`, group: "records", text: number, words: { texts: [], initials: [] }, detail: t("shell.record.work_order"),
        run: () => go(place.path, place.search),
      }] : [];
    });
  }, [rows, pages, go, t]);
  return { records, looking: enabled && (asked !== wanted || found.isFetching), failure: enabled ? found.error : null };
}
