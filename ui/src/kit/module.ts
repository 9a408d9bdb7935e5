// What a module shows the app: its pages, their place in the navigation, and what can be done from anywhere. src/app lists
// the modules; the kit and the modules themselves know nothing of the app.
import type { ComponentType, ReactNode } from "react";
import type { RecordLoader } from "./records";

/** Places in the navigation, in the order in which they stand there. */
export type NavGroup = "work" | "data" | "setup";

export interface ModulePage {
  /** Path after the hash, e.g. `/work_orders`. */
  path: string;
  /** Who may see it: one of these permissions. Empty: everybody who is logged in. */
  needs: readonly string[];
  /** Whether the page goes by the part of the network that is chosen in the top bar (kit/scope.ts). */
  scoped?: boolean;
  /** The page, loaded when it is first visited. */
  load: () => Promise<{ default: ComponentType }>;
  /**
   * Entry in the navigation: text key, icon, group, and the second key of its `g` shortcut. Absent: reached by links.
   * `badge` is a hook for how many things wait there; it must ask something cheap, since every page shows it.
   */
  nav?: { text: string; icon: ReactNode; group: NavGroup; key?: string; badge?: () => NavBadge | undefined };
}

/** What waits on a page: how many, what they are (a text key with `count`), and whether they are late. */
export interface NavBadge {
  count: number;
  text: string;
  late?: boolean;
}

/** What an action may use. */
export interface ActionContext {
  go: (path: string, search?: Record<string, unknown>) => void;
  /** Says shortly that something was done or begun. */
  say: (text: string) => void;
}

/** Something that can be done from anywhere, found with Ctrl-K. */
export interface ModuleAction {
  /** Unique among all modules: `imports.new`. */
  key: string;
  /** Text key of what it does, beginning with a verb. */
  text: string;
  icon?: ReactNode;
  /** Who may do it: one of these permissions. Empty: everybody who is logged in. */
  needs: readonly string[];
  /** Does it at once, or goes where it is done. What it rejects with is shown. */
  run: (context: ActionContext) => void | Promise<void>;
}

export interface ModuleFace {
  name: string;
  /** Kinds of records that it shows beside other modules' pages (kit/records.tsx). */
  records?: Readonly<Record<string, RecordLoader>>;
  pages: readonly ModulePage[];
  actions?: readonly ModuleAction[];
}
