// After the first start: bring data, or look around first.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useGo } from "@/kit/route";
import { useWorkspace } from "@/kit/workspace";

export function FirstSteps() {
  const { t } = useTranslation();
  const { me } = useWorkspace();
  const go = useGo();
  return (
    <div className="page">
      <div className="panel first-steps">
        <h1>{t("access.first.done")}</h1>
        <p>{t("access.first.done_body", { login: me?.login ?? "" })}</p>
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
