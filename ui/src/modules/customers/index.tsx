// Customers: who has the products that are served.
import { ContactsOutlined, PlusOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const customers: ModuleFace = {
  name: "customers",
  actions: [{ key: "customers.add", text: "customers.add", icon: <PlusOutlined />, needs: ["masters.manage"], run: ({ go }) => go("/customers", { do: "add" }) }],
  pages: [
    { path: "/customers", needs: ["masters.read"], load: () => import("./CustomersPage"), nav: { text: "shell.nav.customers", icon: <ContactsOutlined />, group: "data", key: "c" } },
  ],
};
