// One field: where it comes from, what stands there, how that is written, and why this was proposed.
import { WarningFilled } from "@ant-design/icons";
import { Checkbox, Input, Radio, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DateFormat, FieldMap, FieldSpec } from "@/api/types";
import { StateTag } from "@/kit/bits";
import { DATE_FORMATS, type Draft, columnOf, emptyMap, isAmbiguous, isFilled, withColumn, withDate, withField } from "./draft";
import { codeName, fieldName } from "./words";

const NOTHING = "-";
const FIXED = "=";
const OF_COLUMN = "c:";
const SURE = 90;

export interface FieldRowProps {
  spec: FieldSpec;
  specs: readonly FieldSpec[];
  draft: Draft;
  onChange: (edit: (draft: Draft) => Draft) => void;
}

export function FieldRow({ spec, specs, draft, onChange }: FieldRowProps) {
  const { t } = useTranslation();
  const map = draft.fields[spec.key];
  const column = columnOf(draft.inspection, map?.column ?? null);
  const name = fieldName(spec.key);
  const missing = spec.required && !isFilled(map);
  return (
    <tr className={missing ? "missing" : undefined}>
      <th scope="row">
        {name}
        {spec.required ? <span className="import-required" title={t("common.required")}> *<span className="visually-hidden">{t("common.required")}</span></span> : null}
      </th>
      <td><SourceChoice spec={spec} draft={draft} map={map} name={name} onChange={onChange} /></td>
      <td className="import-samples" title={column?.samples.join("\n")}>
        {column?.samples.slice(0, 3).join(" · ")}
        {column && column.samples.length === 0 ? <span className="faint">{t("import.column_kinds.empty")}</span> : null}
      </td>
      <td><Format spec={spec} specs={specs} draft={draft} map={map} name={name} onChange={onChange} /></td>
      <td><Reason spec={spec} draft={draft} map={map} missing={missing} /></td>
    </tr>
  );
}

type PartProps = Omit<FieldRowProps, "specs"> & { map: FieldMap | undefined; name: string };

/** A column, the same text for every row, or nothing. */
function SourceChoice({ spec, draft, map, name, onChange }: PartProps) {
  const { t } = useTranslation();
  const [fixed, setFixed] = useState(map?.column === null && map.constant !== null);
  const isFixed = fixed && (map?.column ?? null) === null;
  const value = map?.column ? OF_COLUMN + map.column : isFixed ? FIXED : NOTHING;
  const columns = draft.inspection.preview.columns.map((column) => ({ value: OF_COLUMN + column.name, label: column.name }));
  const choose = (next: string) => {
    setFixed(next === FIXED);
    onChange((before) => withColumn(before, spec, next.startsWith(OF_COLUMN) ? next.slice(OF_COLUMN.length) : null));
  };
  const setConstant = (constant: string) => onChange((before) => withField(before, spec.key, constant === "" ? undefined : { ...emptyMap(), constant }));
  const fixedLabel = t("import.columns.fixed_of", { field: name });
  return (
    <div className="column import-source">
      <Select
        aria-label={t("import.columns.source_of", { field: name })} value={value} onChange={choose} showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={false} status={spec.required && !isFilled(map) ? "error" : ""}
        options={[{ value: NOTHING, label: t("import.columns.nothing") }, { value: FIXED, label: t("import.columns.fixed") }, ...columns]}
      />
      {isFixed && spec.kind === "choice" ? (
        <Select
          aria-label={fixedLabel} value={map?.constant ?? undefined} placeholder={t("import.columns.fixed_choose")} onChange={setConstant}
          options={spec.choices.map(({ code }) => ({ value: code, label: codeName(draft.kind, spec.key, code) }))}
        />
      ) : null}
      {isFixed && spec.kind !== "choice" ? (
        <Input aria-label={fixedLabel} defaultValue={map?.constant ?? ""} maxLength={200} onChange={(event) => setConstant(event.target.value.trim())} />
      ) : null}
    </div>
  );
}

function Format({ spec, specs, draft, map, name, onChange }: PartProps & { specs: readonly FieldSpec[] }) {
  const { t } = useTranslation();
  const column = columnOf(draft.inspection, map?.column ?? null);
  if (!map || !column) return null;
  if (spec.kind === "date") {
    // Cells of a spreadsheet that are dates need no format.
    if (column.kind === "date" && !column.date) return <span className="quiet">{t("import.columns.date_cells")}</span>;
    const set = (date: DateFormat) => onChange((before) => withDate(before, specs, spec.key, date));
    // The question stays where it was answered, so that the keyboard does too and the answer can be changed.
    if (column.date?.ambiguous && (map.date === "mdy" || map.date === "dmy")) {
      const open = isAmbiguous(draft, spec.key);
      return (
        <div className="column import-order" role="group" aria-label={t("import.columns.order_of", { field: name })}>
          {open ? <span className="row"><StateTag state="warning">{t("import.columns.order")}</StateTag></span> : null}
          <Radio.Group
            value={open ? null : map.date} onChange={(event) => set(event.target.value as DateFormat)}
            options={[{ value: "mdy", label: t("import.columns.month_first") }, { value: "dmy", label: t("import.columns.day_first") }]}
          />
        </div>
      );
    }
    return (
      <Select
        aria-label={t("import.columns.format_of", { field: name })} className="import-format" popupMatchSelectWidth={false}
        value={map.date ?? "ymd"} onChange={set} options={DATE_FORMATS.map((value) => ({ value, label: t(`import.date_formats.${value}`) }))}
      />
    );
  }
  if (spec.kind === "money" || spec.kind === "quantity" || spec.kind === "number") return <NumberStyle spec={spec} map={map} name={name} onChange={onChange} />;
  return <span className="quiet">{t(`import.column_kinds.${column.kind}`)}</span>;
}

function NumberStyle({ spec, map, name, onChange }: Pick<PartProps, "spec" | "name" | "onChange"> & { map: FieldMap }) {
  const { t } = useTranslation();
  const set = (change: Partial<FieldMap["number"]>) =>
    onChange((before) => withField(before, spec.key, { ...map, number: { ...map.number, ...change } }));
  return (
    <div className="row wrap">
      <Select
        aria-label={t("import.columns.format_of", { field: name })} value={map.number.decimal_comma ? "comma" : "point"}
        onChange={(mark) => set({ decimal_comma: mark === "comma" })}
        options={[{ value: "point", label: "1,234.50" }, { value: "comma", label: "1.234,50" }]}
      />
      {spec.kind === "number" ? null : (
        <Checkbox checked={map.number.round} onChange={(event) => set({ round: event.target.checked })}>{t("import.columns.round")}</Checkbox>
      )}
    </div>
  );
}

function Reason({ spec, draft, map, missing }: Pick<PartProps, "spec" | "draft" | "map"> & { missing: boolean }) {
  const { t } = useTranslation();
  if (missing) return <span className="import-missing"><WarningFilled aria-hidden="true" /> {t("import.columns.missing")}</span>;
  if (!map?.column) return null;
  if (draft.inspection.remembered) return <span className="quiet">{t("import.columns.from_memory")}</span>;
  const suggestion = draft.inspection.suggestions.find((s) => s.field === spec.key && s.column === map.column);
  if (!suggestion) return <span className="quiet">{t("import.columns.by_hand")}</span>;
  const { confidence, reason } = suggestion;
  return (
    <StateTag state={confidence >= SURE ? "met" : "running"}>
      {t("import.columns.reason_of", { reason: t(`import.reasons.${reason}`), confidence })}
    </StateTag>
  );
}
