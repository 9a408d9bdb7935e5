// All policies, and the chosen one beside them.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import { Empty, StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { ChangedNotice, useHeld } from "@/kit/record";
import { useCan, useFormats } from "@/kit/workspace";
import { MasterList } from "./MasterList";
import { PolicyEditor } from "./PolicyEditor";
import { useChosen } from "./chosen";
import { policyLine } from "./words";

export function PoliciesTab() {
  const { t } = useTranslation();
  const formats = useFormats();
  const manage = useCan()("policies.manage");
  const policies = useOp("policies.list", {});
  const calendars = useOp("calendars.list", {});
  const list = policies.data?.policies ?? [];
  const { chosen, choose, like, settle, onDirty, dirty } = useChosen(list[0]?.id);
  const held = useHeld(chosen === "new" ? undefined : list.find((policy) => policy.id === chosen), dirty);
  const error = policies.error ?? calendars.error;
  if (!policies.data || !calendars.data) return error ? <ErrorNotice error={error} onRetry={() => void policies.refetch()} /> : <Waiting rows={8} />;
  if (list.length === 0 && chosen !== "new") return <NonePolicies manage={manage} onNew={() => choose("new")} />;
  const open = held.seen;
  const items = list.map(({ id, name, spec, active }) => ({
    id, name, remark: policyLine(spec, t, formats),
    tag: active ? <StateTag state="active">{t("policies.active")}</StateTag> : <StateTag state="not_started" hue="paused">{t("policies.inactive")}</StateTag>,
  }));
  return (
    <div className="master">
      <MasterList label={t("policies.tab.policies")} items={items} chosen={chosen} onChoose={choose} add={manage ? t("policies.new_policy") : undefined} />
      {open || chosen === "new" ? (
        <PolicyEditor
          key={open ? `${open.id} ${held.began}` : `new ${like}`} notice={held.newer ? <ChangedNotice onAccept={held.accept} /> : null} policy={open} like={list.find((policy) => policy.id === like)} reasons={list[0]?.spec.pause_reasons ?? []}
          calendars={calendars.data.calendars} readOnly={!manage} onDirty={onDirty} onSaved={settle} onCopy={(id) => choose("new", id)}
        />
      ) : <p className="panel quiet">{t("policies.gone")}</p>}
    </div>
  );
}

/** Nothing is there yet: what ships can be installed at once. */
function NonePolicies({ manage, onNew }: { manage: boolean; onNew: () => void }) {
  const { t } = useTranslation();
  const install = useWrite("policies.install_presets");
  const actions = (
    <div className="row wrap">
      <Button type="primary" loading={install.isPending} onClick={() => install.mutate({})}>{t("policies.install")}</Button>
      <Button onClick={onNew}>{t("policies.new_policy")}</Button>
    </div>
  );
  return (
    <div className="panel">
      {install.error ? <ErrorNotice error={install.error} /> : null}
      <Empty action={manage ? actions : undefined}>{t("policies.none")}</Empty>
    </div>
  );
}
