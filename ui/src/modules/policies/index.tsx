// Calendars and policies: when it is open, what must happen in time, and what they make of a due time.
import { HourglassOutlined, PlusOutlined } from "@ant-design/icons";
import i18next from "i18next";
import { call, invalidate } from "@/api/client";
import { factOf } from "@/api/types";
import type { ModuleFace } from "@/kit/module";

/** Brings the calendars and policies that ship. */
async function install(say: (text: string) => void) {
  await call("policies.install_presets", {});
  await invalidate(factOf("policies.install_presets").tags);
  say(i18next.t("common.done"));
}

export const policies: ModuleFace = {
  name: "policies",
  actions: [
    { key: "policies.new", text: "policies.new_policy", icon: <PlusOutlined />, needs: ["policies.manage"], run: ({ go }) => go("/policies", { id: "new" }) },
    { key: "calendars.new", text: "policies.new_calendar", icon: <PlusOutlined />, needs: ["policies.manage"], run: ({ go }) => go("/policies", { tab: "calendars", id: "new" }) },
    { key: "policies.install", text: "policies.install", icon: <HourglassOutlined />, needs: ["policies.manage"], run: ({ say }) => install(say) },
  ],
  pages: [
    {
      path: "/policies",
      needs: ["policies.read"],
      load: () => import("./PoliciesPage"),
      nav: { text: "shell.nav.policies", icon: <HourglassOutlined />, group: "setup", key: "p" },
    },
  ],
};
