// Imports: the wizard from a file to records, and what was imported before, with its undo.
import { ImportOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const imports: ModuleFace = {
  name: "imports",
  actions: [
    {
      key: "imports.new", text: "import.history.new", icon: <ImportOutlined />, needs: ["work_orders.import", "masters.import"],
      run: ({ go }) => go("/imports/new"),
    },
  ],
  pages: [
    {
      path: "/imports",
      needs: ["work_orders.import"],
      load: () => import("./HistoryPage"),
      nav: { text: "shell.nav.imports", icon: <ImportOutlined />, group: "data", key: "i" },
    },
    { path: "/imports/new", needs: ["work_orders.import", "masters.import"], load: () => import("./WizardPage") },
  ],
};
