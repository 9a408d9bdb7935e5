// Work orders: the list with its filter, sort and totals, and the drawer with clocks, "why" and timeline.
import { ToolOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const workOrders: ModuleFace = {
  name: "work_orders",
  pages: [
    {
      path: "/work_orders",
      needs: ["work_orders.read"],
      load: () => import("./ListPage"),
      nav: { text: "shell.nav.work_orders", icon: <ToolOutlined />, group: "work", key: "w" },
    },
  ],
};
