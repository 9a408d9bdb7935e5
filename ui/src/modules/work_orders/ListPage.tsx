import { useTranslation } from "react-i18next";
import { PageHeader } from "@/kit/bits";

export default function ListPage() {
  const { t } = useTranslation();
  return <div className="page"><PageHeader title={t("shell.nav.work_orders")} /></div>;
}
