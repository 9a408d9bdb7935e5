// The dashboard: what needs action now, how the period went, and the orders behind every figure.
import { DashboardOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";
import { PATH } from "./place";

export const insight: ModuleFace = {
  name: "insight",
  pages: [
    {
      path: PATH,
      needs: ["insight.read"],
      load: () => import("./DashboardPage"),
      nav: { text: "shell.nav.dashboard", icon: <DashboardOutlined />, group: "work", key: "d" },
    },
  ],
};
