// The routes, made of what the modules show. Hash history, since the same files are served from disk by the desktop shell.
import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import type { ModuleAction, ModulePage } from "@/kit/module";
import { FIRST_STEPS_PATH, actionsFor, homePath, pagesFor } from "./modules";
import { FirstSteps } from "./entry/FirstSteps";
import { MissingPage, NoPages } from "./MissingPage";
import { Frame } from "./shell/Frame";

function rootRoute(pages: readonly ModulePage[], actions: readonly ModuleAction[]) {
  return createRootRoute({ component: () => <Frame pages={pages} actions={actions} />, notFoundComponent: MissingPage });
}

function pageRoute(page: ModulePage, root: ReturnType<typeof rootRoute>) {
  return createRoute({ getParentRoute: () => root, path: page.path, component: lazyRouteComponent(page.load) });
}

/** The router for a person with these permissions. */
export function makeRouter(permissions: ReadonlySet<string>) {
  const pages = pagesFor(permissions);
  const root = rootRoute(pages, actionsFor(permissions));
  const start = homePath(pages);
  const home = createRoute({
    getParentRoute: () => root,
    path: "/",
    component: NoPages,
    beforeLoad: () => {
      if (start) throw redirect({ to: start, replace: true });
    },
  });
  // Ways to begin are for those who may take one of them.
  const begins = ["admin.manage", "work_orders.import"].some((need) => permissions.has(need));
  const first = createRoute({ getParentRoute: () => root, path: FIRST_STEPS_PATH, component: begins ? FirstSteps : MissingPage });
  return createRouter({
    routeTree: root.addChildren([home, first, ...pages.map((page) => pageRoute(page, root))]),
    history: createHashHistory(),
    defaultPreload: false,
  });
}
