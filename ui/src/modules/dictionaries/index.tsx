// Dictionaries: the codes that a company keeps itself.
import { BookOutlined, PlusOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const dictionaries: ModuleFace = {
  name: "dictionaries",
  actions: [{ key: "dictionaries.add", text: "dictionaries.add_entry", icon: <PlusOutlined />, needs: ["masters.manage"], run: ({ go }) => go("/dictionaries", { do: "add" }) }],
  pages: [
    {
      path: "/dictionaries",
      needs: ["masters.read"],
      load: () => import("./DictionariesPage"),
      nav: { text: "shell.nav.dictionaries", icon: <BookOutlined />, group: "setup", key: "y" },
    },
  ],
};
