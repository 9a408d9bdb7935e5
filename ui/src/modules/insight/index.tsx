// The dashboard: what needs action now, how the period went, and the orders behind every figure. Beside it the clocks of
// this moment, and the morning's page.
import { AimOutlined, DashboardOutlined, FieldTimeOutlined, FundProjectionScreenOutlined, LayoutOutlined, PrinterOutlined, ReadOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";
import { BRIEF, MONITOR, PATH } from "./place";

export const insight: ModuleFace = {
  name: "insight",
  actions: [
    { key: "insight.report", text: "dashboard.action.report", icon: <PrinterOutlined />, needs: ["insight.read"], run: ({ go }) => go(PATH, { do: "report" }) },
    { key: "insight.slides", text: "dashboard.action.slides", icon: <FundProjectionScreenOutlined />, needs: ["insight.read"], run: ({ go }) => go(PATH, { do: "slides" }) },
    { key: "insight.brief", text: "prints.action.brief", icon: <PrinterOutlined />, needs: ["insight.read"], run: ({ go }) => go(BRIEF, { do: "print" }) },
    { key: "insight.layout", text: "dashboard.layout.edit", icon: <LayoutOutlined />, needs: ["insight.read"], run: ({ go }) => go(PATH, { do: "layout" }) },
    { key: "insight.targets", text: "insight.targets.edit", icon: <AimOutlined />, needs: ["policies.manage"], run: ({ go }) => go(PATH, { do: "targets" }) },
  ],
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
