// Customers: who has the products that are served.
import { ContactsOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const customers: ModuleFace = {
  name: "customers",
  pages: [
    { path: "/customers", needs: ["masters.read"], load: () => import("./CustomersPage"), nav: { text: "shell.nav.customers", icon: <ContactsOutlined />, group: "data", key: "c" } },
  ],
};
