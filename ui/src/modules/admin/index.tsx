// Looking after the workspace: backups, check, settings.
import { SafetyCertificateOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const admin: ModuleFace = {
  name: "admin",
  pages: [
    {
      path: "/admin",
      needs: ["admin.manage"],
      load: () => import("./AdminPage"),
      nav: { text: "shell.nav.admin", icon: <SafetyCertificateOutlined />, group: "setup", key: "b" },
    },
  ],
};
