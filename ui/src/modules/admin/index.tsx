// Looking after the workspace: backups, check, settings.
import { CloudDownloadOutlined, SafetyCertificateOutlined } from "@ant-design/icons";
import i18next from "i18next";
import { call } from "@/api/client";
import type { ModuleFace } from "@/kit/module";

/** Begins a job whose progress stands in the task tray; its end comes to the inbox. */
async function begin(job: "admin.backup" | "admin.verify", say: (text: string) => void) {
  await call(job, {});
  say(i18next.t("shell.tasks.begun"));
}

export const admin: ModuleFace = {
  name: "admin",
  actions: [
    { key: "admin.backup", text: "admin.action.backup", icon: <CloudDownloadOutlined />, needs: ["admin.manage"], run: ({ say }) => begin("admin.backup", say) },
    { key: "admin.verify", text: "admin.action.verify", icon: <SafetyCertificateOutlined />, needs: ["admin.manage"], run: ({ say }) => begin("admin.verify", say) },
  ],
  pages: [
    {
      path: "/admin",
      needs: ["admin.manage"],
      load: () => import("./AdminPage"),
      nav: { text: "shell.nav.admin", icon: <SafetyCertificateOutlined />, group: "setup", key: "b" },
    },
  ],
};
