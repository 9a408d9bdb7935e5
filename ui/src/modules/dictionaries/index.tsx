// Dictionaries: the codes that a company keeps itself.
import { BookOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const dictionaries: ModuleFace = {
  name: "dictionaries",
  pages: [
    {
      path: "/dictionaries",
      needs: ["masters.read"],
      load: () => import("./DictionariesPage"),
      nav: { text: "shell.nav.dictionaries", icon: <BookOutlined />, group: "setup", key: "y" },
    },
  ],
};
