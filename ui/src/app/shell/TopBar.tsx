import { InfoCircleOutlined, KeyOutlined, LockOutlined, LogoutOutlined, QuestionCircleOutlined, ScanOutlined, SearchOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keyCaps } from "@/kit/keys";
import { useWorkspace } from "@/kit/workspace";
import type { ShellDialog } from "./acts";
import { LookMenus } from "./LookMenus";
import { TaskTray } from "./TaskTray";

export interface TopBarProps {
  onOpen: (dialog: ShellDialog) => void;
  onLock: () => void;
  onLogOut: () => void;
  inbox: ReactNode;
  /** The choice of a part of the network, where the page goes by one. */
  scope: ReactNode;
}

export function TopBar({ onOpen, onLock, onLogOut, inbox, scope }: TopBarProps) {
  const { t } = useTranslation();
  const { me, status } = useWorkspace();
  return (
    <header className="top">
      <div className="top-left">
        <div className="top-title ellipsis" title={status?.workspace.name}>{status?.workspace.name}</div>
        {scope}
      </div>
      <div className="top-find">
        <button type="button" className="top-search" onClick={() => onOpen("palette")} aria-haspopup="dialog" aria-label={t("shell.palette.title")}>
          <SearchOutlined aria-hidden="true" />
          <span className="grow ellipsis">{t("shell.palette.open")}</span>
          <span aria-hidden="true">{keyCaps("ctrl+k").map((cap) => <kbd key={cap}>{cap}</kbd>)}</span>
        </button>
        <Button type="text" icon={<ScanOutlined />} aria-label={t("shell.act.scan")} title={t("shell.act.scan")} onClick={() => onOpen("scan")} />
      </div>
      <div className="top-tools">
        <TaskTray />
        {inbox}
        <LookMenus />
        <Dropdown
          trigger={["click"]}
          menu={{
            onClick: ({ key }) => (key === "lock" ? onLock() : key === "leave" ? onLogOut() : onOpen(key as ShellDialog)),
            items: [
              { key: "password", icon: <KeyOutlined />, label: t("shell.person.change_password") },
              { key: "keys", icon: <QuestionCircleOutlined />, label: t("shell.person.keys") },
              { key: "about", icon: <InfoCircleOutlined />, label: t("shell.about.open") },
              { type: "divider" },
              { key: "lock", icon: <LockOutlined />, label: t("shell.person.lock") },
              { key: "leave", icon: <LogoutOutlined />, label: t("shell.person.log_out") },
            ],
          }}
        >
          <Button type="text" icon={<UserOutlined />} title={t("shell.person.menu")}>
            {me?.name}
          </Button>
        </Dropdown>
      </div>
    </header>
  );
}
