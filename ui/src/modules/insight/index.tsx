// The dashboard: what needs action now, how the period went, and the orders behind every figure. Beside it the clocks of
// this moment, and the morning's page.
import { DashboardOutlined, FieldTimeOutlined, ReadOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";
import { BRIEF, MONITOR, PATH } from "./place";

export const insight: ModuleFace = {
  name: "insight",
  pages: [
    {
      path: PATH,
      scoped: true,
      needs: ["insight.read"],
      load: () => import("./DashboardPage"),
      nav: { text: "shell.nav.dashboard", icon: <DashboardOutlined />, group: "work", key: "d" },
    },
    {
      path: MONITOR,
      scoped: true,
      needs: ["insight.read"],
      load: () => import("./MonitorPage"),
      nav: { text: "monitor.title", icon: <FieldTimeOutlined />, group: "work", key: "l" },
    },
    {
      path: BRIEF,
      scoped: true,
      needs: ["insight.read"],
      load: () => import("./BriefPage"),
      nav: { text: "brief.title", icon: <ReadOutlined />, group: "work", key: "s" },
    },
  ],
};
