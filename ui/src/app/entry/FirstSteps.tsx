// After the first start: the calendars and policies that ship are put in place; then bring data, or look around first.
import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { useGo } from "@/kit/route";
import { useCan, useWorkspace } from "@/kit/workspace";

export function FirstSteps() {
  const { t } = useTranslation();
  const { me } = useWorkspace();
  const go = useGo();
  return (
    <div className="page">
      <div className="panel first-steps">
        <h1>{t("access.first.done")}</h1>
        <p>{t("access.first.done_body", { login: me?.login ?? "" })}</p>
        <Presets />
        <div className="row wrap">
          <Button type="primary" autoFocus onClick={() => go("/imports/new")}>
            {t("access.first.import")}
          </Button>
          <Button onClick={() => go("/")}>{t("access.first.dashboard")}</Button>
        </div>
      </div>
    </div>
  );
}

/** Installing them twice changes nothing, so this may run whenever the page is seen. */
function Presets() {
  const { t } = useTranslation();
  const may = useCan()("policies.manage");
  const { mutate, data, error } = useWrite("policies.install_presets");
  useEffect(() => {
    if (may) mutate({});
  }, [may, mutate]);
  if (error) return <ErrorNotice error={error} onRetry={() => mutate({})} />;
  if (!data) return null;
  const fresh = data.calendars + data.policies > 0;
  return <p className="quiet">{fresh ? t("access.first.presets", { calendars: data.calendars, policies: data.policies }) : t("access.first.presets_installed")}</p>;
}
