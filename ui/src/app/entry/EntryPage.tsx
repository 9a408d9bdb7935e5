// The frame of everything before the work: one calm card, with language and appearance at hand.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LookMenus } from "../shell/LookMenus";
import { ConnectionChoice } from "./ConnectionChoice";
import "./entry.css";

export function Brand({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--brand)" />
      <path d="M6 15 16 7l10 8v2h-3v8h-5v-6h-4v6H9v-8H6z" fill="var(--on-brand)" />
      <circle cx="16" cy="14" r="2" fill="var(--brand)" />
    </svg>
  );
}

export function EntryPage({ title, intro, wide = false, children }: { title: string; intro?: ReactNode; wide?: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="entry">
      <div className="entry-look">
        <LookMenus />
      </div>
      <main className={wide ? "entry-card wide" : "entry-card"}>
        <div className="entry-brand">
          <Brand />
          <div>
            <strong>{t("shell.product")}</strong>
            <div className="quiet">{t("shell.tagline")}</div>
          </div>
        </div>
        <h1>{title}</h1>
        {intro ? <p className="quiet">{intro}</p> : null}
        {children}
        <ConnectionChoice />
      </main>
    </div>
  );
}
