import { KeyOutlined, LockOutlined, LogoutOutlined, QuestionCircleOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "@/kit/workspace";
import { useLogOut } from "../entry/idle";
import { LookMenus } from "./LookMenus";
import { TaskTray } from "./TaskTray";

export interface TopBarProps {
  onChangePassword: () => void;
  onKeys: () => void;
  onLock: () => void;
}

export function TopBar({ onChangePassword, onKeys, onLock }: TopBarProps) {
  const { t } = useTranslation();
  const { me, status } = useWorkspace();
  const logOut = useLogOut();
  const acts: Record<string, () => void> = { password: onChangePassword, keys: onKeys, lock: onLock, leave: logOut };
  return (
    <header className="top">
      <div className="top-title ellipsis">{status?.workspace.name}</div>
      <TaskTray />
      <LookMenus />
      <Dropdown
        trigger={["click"]}
        menu={{
          onClick: ({ key }) => acts[key]?.(),
          items: [
            { key: "password", icon: <KeyOutlined />, label: t("shell.person.change_password") },
            { key: "keys", icon: <QuestionCircleOutlined />, label: t("shell.person.keys") },
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
    </header>
  );
}
