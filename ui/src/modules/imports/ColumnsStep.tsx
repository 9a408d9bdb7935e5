// The second decision: which column feeds which field, how its dates and numbers are written, and in which zone.
import { Alert, Button, Select } from "antd";
import { useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FieldSpec } from "@/api/types";
import { useWorkspace } from "@/kit/workspace";
import { type Draft, proposed, unusedColumns } from "./draft";
import { FieldRow } from "./FieldRow";

export interface ColumnsStepProps {
  draft: Draft;
  specs: readonly FieldSpec[];
  onChange: (edit: (draft: Draft) => Draft) => void;
}

export function ColumnsStep({ draft, specs, onChange }: ColumnsStepProps) {
  const { t } = useTranslation();
  const unused = unusedColumns(draft);
  const dated = specs.some((spec) => spec.kind === "date" && draft.fields[spec.key]?.column);
  return (
    <div className="import-step fill">
      <div className="row wrap">
        <h2 className="grow">{t("import.columns.title")}</h2>
        {dated ? <ZoneChoice draft={draft} onChange={onChange} /> : null}
      </div>
      {draft.inspection.remembered ? (
        <Alert
          type="info" showIcon className="error-notice" title={t("import.columns.remembered")}
          action={<Button size="small" onClick={() => onChange((before) => proposed(before, specs))}>{t("import.columns.propose")}</Button>}
        />
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className="import-scroll" tabIndex={0} role="region" aria-label={t("import.columns.title")}>
        <table className="import-fields">
          <thead>
            <tr>
              <th>{t("import.columns.field")}</th>
              <th>{t("import.columns.source")}</th>
              <th>{t("import.columns.samples")}</th>
              <th>{t("import.columns.format")}</th>
              <th>{t("import.columns.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {specs.map((spec) => <FieldRow key={spec.key} spec={spec} specs={specs} draft={draft} onChange={onChange} />)}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        {unused.length > 0 ? t("import.columns.unused", { columns: unused.join(t("common.list_comma")) }) : t("import.columns.all_used")}
      </p>
    </div>
  );
}

function ZoneChoice({ draft, onChange }: Pick<ColumnsStepProps, "draft" | "onChange">) {
  const { t } = useTranslation();
  const { zone } = useWorkspace();
  const id = useId();
  const zones = useMemo(() => {
    const all = Intl.supportedValuesOf("timeZone");
    return [...new Set([zone, "UTC", ...all])].map((value) => ({ value, label: value }));
  }, [zone]);
  return (
    <div className="row">
      <label htmlFor={id} className="quiet" title={t("import.columns.zone_hint")}>{t("import.columns.zone")}</label>
      <Select
        id={id} className="zone-select" showSearch value={draft.zone ?? zone} options={zones}
        onChange={(next) => onChange((before) => ({ ...before, zone: next === zone ? null : next }))}
      />
    </div>
  );
}
