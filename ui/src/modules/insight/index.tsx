// The dashboard: what needs action now, how the period went, and the orders behind every figure.
import { DashboardOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const insight: ModuleFace = {
  name: "insight",
  pages: [
    {
      path: "/dashboard",
      needs: ["insight.read"],
      load: () => import("./DashboardPage"),
      nav: { text: "shell.nav.dashboard", icon: <DashboardOutlined />, group: "work", key: "d" },
    },
  ],
};
