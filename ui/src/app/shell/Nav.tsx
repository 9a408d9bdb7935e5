import { MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { Link, useLocation } from "@tanstack/react-router";
import { Badge, Button, Tooltip } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModulePage, NavBadge, NavGroup } from "@/kit/module";
import { readStored, writeStored } from "@/kit/stored";
import { Brand } from "../entry/EntryPage";

const GROUPS: readonly NavGroup[] = ["work", "data", "setup"];
const NARROW = "(max-width: 1199px)";

/** Collapsed to icons on narrow windows; a person's own choice holds until the window crosses that width again. */
function useNarrow(): [boolean, (narrow: boolean) => void] {
  const [narrow, setNarrow] = useState(() => readStored<boolean>("nav.narrow") ?? window.matchMedia(NARROW).matches);
  useEffect(() => {
    const list = window.matchMedia(NARROW);
    const follow = () => setNarrow(list.matches);
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, []);
  const choose = (value: boolean) => {
    writeStored("nav.narrow", value);
    setNarrow(value);
  };
  return [narrow, choose];
}

export function Nav({ pages }: { pages: readonly ModulePage[] }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [narrow, setNarrow] = useNarrow();
  const toggle = t(narrow ? "shell.nav.expand" : "shell.nav.collapse");
  return (
    <nav className={narrow ? "nav narrow" : "nav"} aria-label={t("shell.navigation")}>
      <Link to="/" className="nav-brand" aria-label={t("shell.product")}>
        <Brand size={26} />
        {narrow ? null : <span>{t("shell.product")}</span>}
      </Link>
      {GROUPS.map((group) => {
        const entries = pages.filter((page) => page.nav?.group === group);
        if (entries.length === 0) return null;
        return (
          <div key={group}>
            <div className="nav-group" aria-hidden="true">{t(`shell.group.${group}`)}</div>
            <ul aria-label={t(`shell.group.${group}`)}>
              {entries.map((page) => (
                <NavLink key={page.path} page={page} narrow={narrow} current={isUnder(pathname, page.path)} />
              ))}
            </ul>
          </div>
        );
      })}
      <div className="nav-foot">
        <Tooltip title={narrow ? toggle : undefined} placement="right">
          <Button
            type="text" aria-label={toggle} aria-expanded={!narrow} onClick={() => setNarrow(!narrow)}
            icon={narrow ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
          />
        </Tooltip>
      </div>
    </nav>
  );
}

function isUnder(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`);
}

interface NavLinkProps {
  page: ModulePage;
  narrow: boolean;
  current: boolean;
}

const NONE = () => undefined;

function NavLink({ page, narrow, current }: NavLinkProps) {
  const { t } = useTranslation();
  // A page keeps its hook for as long as it is in the navigation, so this is one hook at each rendering.
  const useBadge: () => NavBadge | undefined = page.nav?.badge ?? NONE;
  const badge = useBadge();
  const text = t(page.nav?.text ?? "");
  const waits = badge && badge.count > 0 ? t(badge.text, { count: badge.count }) : undefined;
  const said = waits ? `${text} · ${waits}` : text;
  const look = badge?.late ? "nav-badge late" : "nav-badge";
  return (
    <li>
      <Tooltip title={narrow ? said : waits} placement="right">
        <Link to={page.path} className="nav-link" aria-current={current ? "page" : undefined} {...(narrow || waits ? { "aria-label": said } : {})}>
          <Badge dot={narrow && waits !== undefined} {...(badge?.late ? {} : { color: "var(--link)" })}>{page.nav?.icon}</Badge>
          {narrow ? null : <span className="ellipsis grow">{text}</span>}
          {!narrow && waits ? <span className={look} aria-hidden="true">{shortCount(badge?.count ?? 0)}</span> : null}
        </Link>
      </Tooltip>
    </li>
  );
}

/** Four digits are all that there is room for; the exact number stands in the name. */
function shortCount(count: number): string {
  return count > 9999 ? "9999+" : String(count);
}
