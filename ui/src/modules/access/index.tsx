// People: who logs in, what they may do, and whose rows they see.
import { PlusOutlined, TeamOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const access: ModuleFace = {
  name: "access",
  actions: [{ key: "access.add", text: "access.user.add", icon: <PlusOutlined />, needs: ["access.manage"], run: ({ go }) => go("/users", { do: "add" }) }],
  pages: [
    {
      path: "/users",
      needs: ["access.manage"],
      load: () => import("./UsersPage"),
      nav: { text: "shell.nav.users", icon: <TeamOutlined />, group: "setup", key: "u" },
    },
  ],
};
