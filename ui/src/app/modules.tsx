// The table of contents of the UI: every module that shows pages, in the order of the work.
import type { ModuleAction, ModuleFace, ModulePage } from "@/kit/module";
import { recordViews } from "@/kit/records";
import { imports } from "@/modules/imports";
import { access } from "@/modules/access";
import { customers } from "@/modules/customers";
import { dictionaries } from "@/modules/dictionaries";
import { admin } from "@/modules/admin";
import { insight } from "@/modules/insight";
import { maps } from "@/modules/maps";
import { outlets } from "@/modules/outlets";
import { policies } from "@/modules/policies";
import { workOrders } from "@/modules/work_orders";

export const MODULES: readonly ModuleFace[] = [insight, workOrders, maps, outlets, customers, imports, policies, dictionaries, access, admin];

/** Views of records by kind, for pages of other modules. */
export const RECORDS = recordViews(Object.assign({}, ...MODULES.map((module) => module.records ?? {})));

/** Shown once after the first start. */
export const FIRST_STEPS_PATH = "/first_steps";

const HOME_ORDER = ["/dashboard", "/work_orders"];

function isFor({ needs }: { needs: readonly string[] }, permissions: ReadonlySet<string>): boolean {
  return needs.length === 0 || needs.some((need) => permissions.has(need));
}

/** The pages a person with these permissions may see. */
export function pagesFor(permissions: ReadonlySet<string>): ModulePage[] {
  return MODULES.flatMap((module) => module.pages).filter((page) => isFor(page, permissions));
}

/** What such a person can do from anywhere. */
export function actionsFor(permissions: ReadonlySet<string>): ModuleAction[] {
  return MODULES.flatMap((module) => module.actions ?? []).filter((action) => isFor(action, permissions));
}

export function homePath(pages: readonly ModulePage[]): string | undefined {
  const paths = pages.map((page) => page.path);
  return HOME_ORDER.find((path) => paths.includes(path)) ?? paths[0];
}
