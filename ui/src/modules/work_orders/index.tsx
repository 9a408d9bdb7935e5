// Work orders: the list with its filter, sort and totals, and the drawer with clocks, "why" and timeline.
import { ToolOutlined } from "@ant-design/icons";
import { useOp } from "@/api/client";
import type { ModuleFace, NavBadge } from "@/kit/module";

const REFRESH_MS = 300_000;

/** Open orders whose due time has passed. They are counted on the index of open ones; orders become late by themselves. */
function useOverdue(): NavBadge | undefined {
  const now = Math.floor(Date.now() / REFRESH_MS) * REFRESH_MS;
  const late = useOp("work_orders.total", { filter: { and: [{ field: "open", op: "eq", value: true }, { field: "due_at", op: "lt", value: now }] } }, { refetch_ms: REFRESH_MS, keep: true });
  return late.data ? { count: late.data.count, text: "work_orders.badge_overdue", late: true } : undefined;
}

export const workOrders: ModuleFace = {
  name: "work_orders",
  records: { work_order: () => import("./OrderDrawer").then(({ OrderDrawer }) => ({ default: OrderDrawer })) },
  pages: [
    {
      path: "/work_orders",
      scoped: true,
      needs: ["work_orders.read"],
      load: () => import("./ListPage"),
      nav: { text: "shell.nav.work_orders", icon: <ToolOutlined />, group: "work", key: "w", badge: useOverdue },
    },
  ],
};
