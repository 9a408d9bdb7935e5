// A record beside its list: not a layer over it, so that the list keeps its place and its keys.
import { CloseOutlined, DownOutlined, UpOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../keys";

export interface DrawerProps {
  onClose: () => void;
  /** Absent where no list stands beside it. */
  onStep?: (by: 1 | -1) => void;
  children: ReactNode;
}

export function Drawer({ onClose, onStep, children }: DrawerProps) {
  const { t } = useTranslation();
  useKeys({
    escape: { run: onClose, text: "shell.keys.close_drawer", group: "list" },
    ...(onStep ? {
      "alt+arrowdown": { run: () => onStep(1), text: "list.drawer.next", group: "list" as const },
      "alt+arrowup": { run: () => onStep(-1), text: "list.drawer.previous", group: "list" as const },
    } : {}),
  });
  return (
    <aside className="drawer" aria-label={t("list.drawer.label")}>
      <div className="drawer-bar">
        {onStep ? (
          <>
            <Button size="small" type="text" icon={<UpOutlined />} aria-label={t("list.drawer.previous")} title={t("list.drawer.previous")} onClick={() => onStep(-1)} />
            <Button size="small" type="text" icon={<DownOutlined />} aria-label={t("list.drawer.next")} title={t("list.drawer.next")} onClick={() => onStep(1)} />
          </>
        ) : null}
        <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t("list.drawer.close")} title={t("list.drawer.close")} onClick={onClose} />
      </div>
      {children}
    </aside>
  );
}
