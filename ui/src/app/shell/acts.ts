// What the shell itself can do, for its menus and for Ctrl-K alike.
import {
  ApartmentOutlined, BellOutlined, BulbOutlined, ColumnHeightOutlined, GlobalOutlined, InfoCircleOutlined, KeyOutlined, LockOutlined, LogoutOutlined, QuestionCircleOutlined, ScanOutlined,
} from "@ant-design/icons";
import { type ComponentType, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Locale } from "@/i18n";
import type { Mode } from "@/kit/theme";
import { usePrefs } from "../prefs";

export type ShellDialog = "keys" | "password" | "about" | "palette" | "inbox" | "scope" | "scan";

export interface ShellAct {
  key: string;
  /** Key of its text, and of others under which somebody may look for it. */
  text: string;
  also?: readonly string[];
  icon: ComponentType;
  run: () => void;
  keys?: string;
}

interface Doing {
  /** Whether the page goes by a part of the network and the person has one to choose. */
  scoped: boolean;
  open: (dialog: ShellDialog) => void;
  lock: () => void;
  logOut: () => void;
}

/** The shell's own actions: appearance, language, help, leaving. Those that would change nothing are left out. */
export function useShellActs({ scoped, open, lock, logOut }: Doing): ShellAct[] {
  const { i18n } = useTranslation();
  const { prefs, mode, locale, change } = usePrefs();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts of parameters follow the language
  return useMemo(() => {
    const modes: readonly Mode[] = ["light", "dark"];
    const locales: readonly Locale[] = ["zh-CN", "en"];
    const look = [
      ...modes.filter((other) => other !== mode).map((other) => ({ key: `theme.${other}`, text: `shell.act.theme_${other}`, also: ["shell.theme.label"], icon: BulbOutlined, run: () => change({ theme: other }) })),
      ...locales.filter((other) => other !== locale).map((other) => ({ key: `language.${other}`, text: `shell.act.language_${other === "en" ? "en" : "zh"}`, also: ["shell.language.label", `common.language.${other}`], icon: GlobalOutlined, run: () => change({ language: other }) })),
      prefs.density === "compact"
        ? { key: "density", text: "shell.act.comfortable", also: ["shell.density.label"], icon: ColumnHeightOutlined, run: () => change({ density: "comfortable" }) }
        : { key: "density", text: "shell.act.compact", also: ["shell.density.label"], icon: ColumnHeightOutlined, run: () => change({ density: "compact" }) },
    ];
    return [
      ...(scoped ? [{ key: "scope", text: "scope.open", also: ["scope.regions", "scope.outlets"], icon: ApartmentOutlined, run: () => open("scope"), keys: "g a" }] : []),
      ...look,
      { key: "scan", text: "shell.act.scan", also: ["form.scan"], icon: ScanOutlined, run: () => open("scan") },
      { key: "inbox", text: "shell.act.inbox", icon: BellOutlined, run: () => open("inbox") },
      { key: "keys", text: "shell.person.keys", icon: QuestionCircleOutlined, run: () => open("keys"), keys: "?" },
      { key: "about", text: "shell.about.open", also: ["shell.about.licences"], icon: InfoCircleOutlined, run: () => open("about") },
      { key: "password", text: "shell.person.change_password", icon: KeyOutlined, run: () => open("password") },
      { key: "lock", text: "shell.person.lock", icon: LockOutlined, run: lock, keys: "ctrl+alt+l" },
      { key: "leave", text: "shell.person.log_out", icon: LogoutOutlined, run: logOut },
    ];
  }, [scoped, prefs.density, mode, locale, i18n.language, change, open, lock, logOut]);
}
