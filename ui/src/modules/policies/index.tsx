// Calendars and policies: when it is open, what must happen in time, and what they make of a due time.
import { FieldTimeOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const policies: ModuleFace = {
  name: "policies",
  pages: [
    {
      path: "/policies",
      needs: ["policies.read"],
      load: () => import("./PoliciesPage"),
      nav: { text: "shell.nav.policies", icon: <FieldTimeOutlined />, group: "setup", key: "p" },
    },
  ],
};
