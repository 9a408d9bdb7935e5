// The network: outlets, their engineers, and the tree of regions they stand in.
import { ApartmentOutlined, PlusOutlined, ShopOutlined, IdcardOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

const NEEDS = ["masters.read"];

export const outlets: ModuleFace = {
  name: "outlets",
  actions: [
    { key: "outlets.add", text: "outlets.add", icon: <PlusOutlined />, needs: ["masters.manage"], run: ({ go }) => go("/outlets", { do: "add" }) },
    { key: "engineers.add", text: "outlets.engineer.add", icon: <PlusOutlined />, needs: ["masters.manage"], run: ({ go }) => go("/engineers", { do: "add" }) },
    { key: "regions.add", text: "outlets.regions.add", icon: <PlusOutlined />, needs: ["masters.manage"], run: ({ go }) => go("/regions", { do: "add" }) },
  ],
  pages: [
    { path: "/outlets", needs: NEEDS, load: () => import("./OutletsPage"), nav: { text: "shell.nav.outlets", icon: <ShopOutlined />, group: "data", key: "o" } },
    { path: "/engineers", needs: NEEDS, load: () => import("./EngineersPage"), nav: { text: "shell.nav.engineers", icon: <IdcardOutlined />, group: "data", key: "e" } },
    { path: "/regions", needs: NEEDS, load: () => import("./RegionsPage"), nav: { text: "shell.nav.regions", icon: <ApartmentOutlined />, group: "data", key: "r" } },
  ],
};
