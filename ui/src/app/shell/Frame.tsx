// The frame around every page: navigation, top bar, the page, the status line.
import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import { type KeyMap, useKeys } from "@/kit/keys";
import type { ModulePage } from "@/kit/module";
import { useGo } from "@/kit/route";
import { ChangePasswordDialog } from "../entry/ChangePassword";
import { FaultBoundary } from "../FaultBoundary";
import { KeysSheet } from "./KeysSheet";
import { Nav } from "./Nav";
import { Offline } from "./Offline";
import { StatusLine } from "./StatusLine";
import { TopBar } from "./TopBar";
import "./frame.css";

export function Frame({ pages }: { pages: readonly ModulePage[] }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const go = useGo();
  const { mutate: lock } = useWrite("access.lock");
  const [dialog, setDialog] = useState<"keys" | "password">();
  const main = useRef<HTMLElement>(null);

  const keys = useMemo<KeyMap>(() => {
    const map: KeyMap = { "?": () => setDialog("keys"), "ctrl+alt+l": () => lock({}) };
    for (const page of pages) if (page.nav?.key) map[`g ${page.nav.key}`] = () => go(page.path);
    return map;
  }, [pages, go, lock]);
  useKeys(keys);

  // A new page starts where reading starts: at its beginning, for the eye and for the keyboard.
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what the effect is about
  useEffect(() => {
    if (!first.current && !main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [pathname]);

  return (
    <div className="frame">
      <button type="button" className="skip-link" onClick={() => main.current?.focus()}>
        {t("shell.skip_to_content")}
      </button>
      <Nav pages={pages} />
      <TopBar onChangePassword={() => setDialog("password")} onKeys={() => setDialog("keys")} onLock={() => lock({})} />
      <main id="content" className="frame-main" ref={main} tabIndex={-1} aria-label={t("shell.content")}>
        <Offline />
        <FaultBoundary key={pathname}>
          <Outlet />
        </FaultBoundary>
      </main>
      <StatusLine />
      <KeysSheet open={dialog === "keys"} onClose={() => setDialog(undefined)} pages={pages} />
      <ChangePasswordDialog open={dialog === "password"} onClose={() => setDialog(undefined)} />
    </div>
  );
}
