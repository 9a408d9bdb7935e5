// What a person likes on this machine: language, light or dark, density. Kept in the browser's own storage.
import { App as AntApp, ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import { type ReactNode, createContext, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { invalidate } from "@/api/client";
import { type Locale, setLocale, systemLocale } from "@/i18n";
import { type Density, type Mode, antdTheme, applyTheme } from "@/kit/theme";
import { readStored, writeStored } from "@/kit/stored";

export interface Prefs {
  language: "system" | Locale;
  theme: "system" | Mode;
  density: Density;
}

const KEY = "prefs";
const DEFAULTS: Prefs = { language: "system", theme: "system", density: "compact" };

/** Preferences as stored, with anything unknown replaced by its default. */
export function storedPrefs(): Prefs {
  const raw = readStored<Partial<Prefs>>(KEY) ?? {};
  return {
    language: raw.language === "zh-CN" || raw.language === "en" ? raw.language : DEFAULTS.language,
    theme: raw.theme === "light" || raw.theme === "dark" ? raw.theme : DEFAULTS.theme,
    density: raw.density === "comfortable" ? "comfortable" : DEFAULTS.density,
  };
}

export function localeOf(prefs: Prefs): Locale {
  return prefs.language === "system" ? systemLocale() : prefs.language;
}

interface PrefsContext {
  prefs: Prefs;
  locale: Locale;
  mode: Mode;
  change(patch: Partial<Prefs>): void;
}

const Context = createContext<PrefsContext | undefined>(undefined);

export function usePrefs(): PrefsContext {
  const value = useContext(Context);
  if (!value) throw new Error("PrefsProvider is missing");
  return value;
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const follow = () => setMatches(list.matches);
    follow();
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, [query]);
  return matches;
}

export function PrefsProvider({ children }: { children: ReactNode }) {
  const [prefs, setPrefs] = useState(storedPrefs);
  const systemDark = useMedia("(prefers-color-scheme: dark)");
  const calm = useMedia("(prefers-reduced-motion: reduce)");
  const mode: Mode = prefs.theme === "system" ? (systemDark ? "dark" : "light") : prefs.theme;
  const locale = localeOf(prefs);

  useLayoutEffect(() => applyTheme(mode, prefs.density), [mode, prefs.density]);
  const spoken = useRef(locale);
  useEffect(() => {
    const changed = spoken.current !== locale;
    spoken.current = locale;
    // Charts and what else the core has put into words are asked for anew.
    void setLocale(locale).then(() => (changed ? invalidate(["*"]) : undefined));
  }, [locale]);

  const value = useMemo<PrefsContext>(
    () => ({
      prefs,
      locale,
      mode,
      change: (patch) =>
        setPrefs((before) => {
          const after = { ...before, ...patch };
          writeStored(KEY, after);
          return after;
        }),
    }),
    [prefs, locale, mode],
  );
  const theme = useMemo(() => antdTheme(mode, prefs.density, calm), [mode, prefs.density, calm]);
  return (
    <Context.Provider value={value}>
      <ConfigProvider theme={theme} locale={locale === "zh-CN" ? zh : en} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
        <AntApp component={false}>{children}</AntApp>
      </ConfigProvider>
    </Context.Provider>
  );
}
