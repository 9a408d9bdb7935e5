// Policies, calendars and public holidays.
import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { PageHeader } from "@/kit/bits";
import { usePageSearch } from "@/kit/route";
import { CalendarsTab } from "./CalendarsTab";
import { HolidaysTab } from "./HolidaysTab";
import { PoliciesTab } from "./PoliciesTab";
import "./policies.css";

const TABS = ["policies", "calendars", "holidays"] as const;

export default function PoliciesPage() {
  const { t } = useTranslation();
  const [search, change] = usePageSearch();
  const tab = TABS.find((known) => known === search.tab) ?? "policies";
  return (
    <div className="page policies">
      <PageHeader title={t("policies.title")} remark={t("policies.remark")} />
      <Tabs
        activeKey={tab} onChange={(next) => change({ tab: next, id: undefined })} size="small" destroyOnHidden
        items={[
          { key: "policies", label: t("policies.tab.policies"), children: <PoliciesTab /> },
          { key: "calendars", label: t("policies.tab.calendars"), children: <CalendarsTab /> },
          { key: "holidays", label: t("policies.tab.holidays"), children: <HolidaysTab /> },
        ]}
      />
    </div>
  );
}
