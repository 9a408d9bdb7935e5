// People: who logs in, what they may do, and whose rows they see.
import { TeamOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const access: ModuleFace = {
  name: "access",
  pages: [
    {
      path: "/users",
      needs: ["access.manage"],
      load: () => import("./UsersPage"),
      nav: { text: "shell.nav.users", icon: <TeamOutlined />, group: "setup", key: "u" },
    },
  ],
};
