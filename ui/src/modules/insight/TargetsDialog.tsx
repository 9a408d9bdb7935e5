// Targets of the key figures, for those who manage policies.
import { App, InputNumber, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import type { Kpi, KpiKey, KpiTarget } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { focusFirstField } from "@/kit/keys";
import { typedUnit } from "./figures";

export function TargetsDialog({ open, kpis, onClose }: { open: boolean; kpis: readonly Kpi[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const stored = useOp("insight.targets", {}, { enabled: open });
  const save = useWrite("insight.save_targets");
  const [typed, setTyped] = useState<Partial<Record<KpiKey, number | null>>>({});
  const close = () => {
    setTyped({});
    save.reset();
    onClose();
  };
  const targets: KpiTarget[] = (stored.data?.targets ?? []).map(({ key, value }) => ({ key, value: typed[key] === undefined ? value : (typed[key] ?? null) }));
  const submit = () => {
    const changed = targets.filter(({ key }) => typed[key] !== undefined);
    if (changed.length === 0) return close();
    save.mutate({ targets: changed }, {
      onSuccess: () => {
        message.success(t("common.done"));
        close();
      },
    });
  };
  return (
    <Modal
      open={open} title={t("insight.targets.title")} okText={t("common.save")} cancelText={t("common.cancel")} onOk={submit} onCancel={close}
      confirmLoading={save.isPending} destroyOnHidden afterOpenChange={focusFirstField}
    >
      <p className="quiet">{t("insight.targets.hint")}</p>
      {stored.error ?? save.error ? <ErrorNotice error={stored.error ?? save.error} /> : null}
      <form
        className="targets"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {targets.map(({ key, value }) => {
          const { label, scale } = typedUnit(kpis.find((kpi) => kpi.key === key)?.unit ?? "count");
          const name = t(label, { name: t(`insight.kpi.${key}`) });
          return (
            <label key={key}>
              <span>{name}</span>
              <InputNumber
                min={0} style={{ width: "100%" }} aria-label={name} value={value === null ? null : value / scale}
                onChange={(next: number | null) => setTyped({ ...typed, [key]: next === null ? null : Math.round(next * scale) })}
              />
            </label>
          );
        })}
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}
