import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Empty } from "@/kit/bits";
import { useGo } from "@/kit/route";

export function MissingPage() {
  const { t } = useTranslation();
  const go = useGo();
  return (
    <div className="page">
      <h1>{t("shell.missing_page.title")}</h1>
      <Empty action={<Button onClick={() => go("/")}>{t("shell.missing_page.home")}</Button>}>{t("shell.missing_page.body")}</Empty>
    </div>
  );
}

/** The start of somebody whose roles show no page at all. */
export function NoPages() {
  const { t } = useTranslation();
  return <Empty>{t("shell.home.empty")}</Empty>;
}
