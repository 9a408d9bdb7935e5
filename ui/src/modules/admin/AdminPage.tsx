// Backup, check and settings on one page.
import { useTranslation } from "react-i18next";
import { PageHeader } from "@/kit/bits";
import { Backups } from "./Backups";
import { CheckPanel } from "./CheckPanel";
import { DemoPanel } from "./DemoPanel";
import { SettingsForm } from "./SettingsForm";
import "./admin.css";

export default function AdminPage() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <PageHeader title={t("admin.title")} remark={t("admin.remark")} />
      <div className="admin-panels">
        <div className="column admin-column">
          <Backups />
          <SettingsForm />
        </div>
        <div className="column admin-column">
          <CheckPanel />
          <DemoPanel />
        </div>
      </div>
    </div>
  );
}
