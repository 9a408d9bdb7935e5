// What every screen knows of the workspace: its zone, its currency, who is looking, and in which language.
import { createContext, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Me, Status } from "@/api/types";
import type { Locale } from "@/i18n";
import * as format from "./format";

export interface Workspace {
  zone: string;
  currency: string;
  me?: Me;
  status?: Status;
}

const Context = createContext<Workspace>({ zone: "UTC", currency: "CNY" });
export const WorkspaceProvider = Context.Provider;

export function useWorkspace(): Workspace {
  return useContext(Context);
}

/** True when the person holds this permission (`work_orders.read` …). */
export function useCan(): (permission: string) => boolean {
  const { me } = useWorkspace();
  return useMemo(() => {
    const held = new Set(me?.permissions ?? []);
    return (permission: string) => held.has(permission);
  }, [me]);
}

export interface Formats {
  locale: Locale;
  zone: string;
  dateTime(ms: number | null | undefined, seconds?: boolean): string;
  date(ms: number | null | undefined): string;
  duration(ms: number | null | undefined, days?: boolean): string;
  integer(n: number | null | undefined): string;
  decimal(value: number | null | undefined, scale: number): string;
  money(minor: number | null | undefined, currency?: string): string;
  percent(basisPoints: number | null | undefined, digits?: number): string;
  bytes(count: number): string;
}

/** The formatters bound to the workspace's zone and currency and to the chosen language. */
export function useFormats(): Formats {
  const { zone, currency } = useWorkspace();
  const { i18n } = useTranslation();
  const locale: Locale = i18n.language === "en" ? "en" : "zh-CN";
  return useMemo(
    () => ({
      locale,
      zone,
      dateTime: (ms, seconds) => format.dateTime(ms, zone, seconds),
      date: (ms) => format.dateOnly(ms, zone),
      duration: (ms, days) => format.duration(ms, locale, days),
      integer: (n) => format.integer(n, locale),
      decimal: (value, scale) => format.decimal(value, scale, locale),
      money: (minor, other) => format.money(minor, other ?? currency, locale),
      percent: (basisPoints, digits) => format.percent(basisPoints, locale, digits),
      bytes: (count) => format.bytes(count, locale),
    }),
    [zone, currency, locale],
  );
}
