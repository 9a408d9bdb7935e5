// The frame around every page: navigation, top bar, the page, the status line.
import { Outlet, useLocation } from "@tanstack/react-router";
import { Suspense, lazy, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import type { InboxItem } from "@/api/types";
import { type KeyMap, useKeys } from "@/kit/keys";
import { mayLeave } from "@/kit/leave";
import type { ModuleAction, ModulePage } from "@/kit/module";
import { settlePreferences } from "@/kit/preferences";
import { useGo } from "@/kit/route";
import { useWorkspace } from "@/kit/workspace";
import { ChangePasswordDialog } from "../entry/ChangePassword";
import { useLogOut } from "../entry/idle";
import { FaultBoundary } from "../FaultBoundary";
import { InboxTray } from "../inbox/InboxTray";
import { follow } from "../links";
import { Palette } from "../palette/Palette";
import { type ShellDialog, useShellActs } from "./acts";
import { KeysSheet } from "./KeysSheet";
import { Nav } from "./Nav";
import { Offline } from "./Offline";
import { ScopePicker, useHasChoice } from "./ScopePicker";
import { StatusLine } from "./StatusLine";
import { TopBar } from "./TopBar";
import "./frame.css";

const About = lazy(() => import("../about/About").then((m) => ({ default: m.About })));

interface Doing {
  pages: readonly ModulePage[];
  open: (dialog: ShellDialog) => void;
  lock: () => void;
  scoped: boolean;
  /** Behind the lock screen no key may do anything. */
  enabled: boolean;
}

function useFrameKeys({ pages, open, lock, scoped, enabled }: Doing) {
  const go = useGo();
  const keys = useMemo<KeyMap>(() => {
    const map: KeyMap = {
      "ctrl+k": { run: () => open("palette"), text: "shell.palette.title", group: "everywhere" },
      "?": { run: () => open("keys"), text: "shell.keys.help", group: "everywhere" },
      "g n": { run: () => open("inbox"), text: "shell.act.inbox", group: "go" },
      "ctrl+alt+l": { run: lock, text: "shell.keys.lock", group: "everywhere" },
    };
    if (scoped) map["g a"] = { run: () => open("scope"), text: "scope.open", group: "go" };
    for (const { path, nav } of pages) if (nav?.key) map[`g ${nav.key}`] = { run: () => go(path), text: nav.text, group: "go" };
    return map;
  }, [pages, go, open, lock, scoped]);
  useKeys(keys, enabled);
}

/** Opens what a message is about, and notes that it was read. */
function useFollow(pages: readonly ModulePage[], close: () => void) {
  const go = useGo();
  const { mutate: mark } = useWrite("inbox.mark");
  return useCallback((item: InboxItem) => {
    if (item.read_at === undefined) mark({ ids: [item.id] });
    if (!item.link) return;
    close();
    // What cannot be had any more is told on the page that it leads to.
    void follow(item.link, new Set(pages.map(({ path }) => path)), go).catch(() => undefined);
  }, [pages, go, mark, close]);
}

export function Frame({ pages, actions }: { pages: readonly ModulePage[]; actions: readonly ModuleAction[] }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const locked = useWorkspace().me?.locked ?? false;
  const { mutate } = useWrite("access.lock");
  const leave = useLogOut();
  const [dialog, setDialog] = useState<ShellDialog>();
  const main = useRef<HTMLElement>(null);
  const close = useCallback(() => setDialog(undefined), []);
  const lock = useCallback(() => void settlePreferences().then(() => mutate({})), [mutate]);
  const logOut = useCallback(() => void settlePreferences().then(mayLeave).then((may) => may && leave()), [leave]);
  const choosable = useHasChoice();
  const scoped = choosable && pages.some((page) => page.path === pathname && page.scoped);
  const acts = useShellActs({ scoped, open: setDialog, lock, logOut });
  useFrameKeys({ pages, open: setDialog, lock, scoped, enabled: !locked });
  const onFollow = useFollow(pages, close);
  const is = (name: ShellDialog) => dialog === name && !locked;

  // A new page starts where reading starts: at its beginning, for the eye and for the keyboard.
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what the effect is about
  useEffect(() => {
    if (!first.current && !main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
    first.current = false;
    // What was being chosen for the page before is not in the way of this one.
    setDialog((open) => (open === "scope" ? undefined : open));
  }, [pathname]);

  return (
    <div className="frame">
      <button type="button" className="skip-link" onClick={() => main.current?.focus()}>
        {t("shell.skip_to_content")}
      </button>
      <Nav pages={pages} />
      <TopBar
        scope={scoped ? <ScopePicker open={is("scope")} onOpen={(open) => setDialog(open ? "scope" : undefined)} /> : null}
        onOpen={setDialog} onLock={lock} onLogOut={logOut}
        inbox={<InboxTray open={is("inbox")} onOpen={(open) => setDialog(open ? "inbox" : undefined)} onFollow={onFollow} />}
      />
      <main id="content" className="frame-main" ref={main} tabIndex={-1} aria-label={t("shell.content")}>
        <Offline />
        <FaultBoundary key={pathname}>
          <Outlet />
        </FaultBoundary>
      </main>
      <StatusLine />
      <Palette open={is("palette") || is("scan")} scan={is("scan")} onClose={close} pages={pages} actions={actions} acts={acts} />
      <KeysSheet open={is("keys")} onClose={close} />
      <ChangePasswordDialog open={is("password")} onClose={close} />
      {is("about") ? <Suspense fallback={null}><About onClose={close} /></Suspense> : null}
    </div>
  );
}
