// What a module shows the app: its pages and their place in the navigation. src/app lists the modules; the kit and the
// modules themselves know nothing of the app.
import type { ComponentType, ReactNode } from "react";

/** Places in the navigation, in the order in which they stand there. */
export type NavGroup = "work" | "data" | "setup";

export interface ModulePage {
  /** Path after the hash, e.g. `/work_orders`. */
  path: string;
  /** Who may see it: one of these permissions. Empty: everybody who is logged in. */
  needs: readonly string[];
  /** The page, loaded when it is first visited. */
  load: () => Promise<{ default: ComponentType }>;
  /** Entry in the navigation: text key, icon, group, and the second key of its `g` shortcut. Absent: reached by links. */
  nav?: { text: string; icon: ReactNode; group: NavGroup; key?: string };
}

export interface ModuleFace {
  name: string;
  pages: readonly ModulePage[];
}
