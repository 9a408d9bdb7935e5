import { Navigate } from "@tanstack/react-router";
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

/** The start page: the first page this person may see. */
export function Home({ to }: { to: string | undefined }) {
  const { t } = useTranslation();
  return to ? <Navigate to={to} replace /> : <Empty>{t("shell.home.empty")}</Empty>;
}
