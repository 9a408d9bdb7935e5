// The frame of everything before the work: one calm card, with language and appearance at hand.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import mark from "./mark.svg";
import { LookMenus } from "../shell/LookMenus";
import { ConnectionChoice } from "./ConnectionChoice";
import "./entry.css";

export function Brand({ size = 28 }: { size?: number }) {
  return (
    <img src={mark} width={size} height={size} alt="" draggable={false} className="brand-mark" />
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
