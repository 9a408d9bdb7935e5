// Maps: the open orders with their outlets, and what the workspace lays under and over its maps.
import { EnvironmentOutlined, GlobalOutlined, PlusOutlined } from "@ant-design/icons";
import type { ModuleFace } from "@/kit/module";

export const maps: ModuleFace = {
  name: "maps",
  actions: ["tiles", "pmtiles", "geojson"].map((kind) => ({
    key: `maps.${kind}`, text: `maps.action.${kind}`, icon: <PlusOutlined />, needs: ["admin.manage"], run: ({ go }) => go("/map_settings", { do: kind }),
  })),
  pages: [
    {
      path: "/map",
      scoped: true,
      needs: ["work_orders.read"],
      load: () => import("./MapPage"),
      nav: { text: "shell.nav.maps", icon: <EnvironmentOutlined />, group: "work", key: "m" },
    },
    {
      path: "/map_settings",
      needs: ["admin.manage"],
      load: () => import("./SettingsPage"),
      nav: { text: "shell.nav.map_settings", icon: <GlobalOutlined />, group: "setup" },
    },
  ],
};
