// The third decision: what the words of the file mean in our closed sets. Words without a meaning are told, not guessed.
import { Alert, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { FieldSpec, ValueCount } from "@/api/types";
import { Empty, StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { useFormats } from "@/kit/workspace";
import { type Draft, choiceFields, emptyMap, meaningOf, withField, withValue } from "./draft";
import { codeName, fieldName } from "./words";

/** More different values than this are no closed set; the column is the wrong one. */
const LIMIT = 500;
const REJECT = "-";
const BLANK = "=";

export interface ValuesStepProps {
  draft: Draft;
  specs: readonly FieldSpec[];
  onChange: (edit: (draft: Draft) => Draft) => void;
}

export function ValuesStep({ draft, specs, onChange }: ValuesStepProps) {
  const { t } = useTranslation();
  const fields = choiceFields(draft, specs);
  if (fields.length === 0) return <Empty>{t("import.values.none")}</Empty>;
  return (
    <div className="import-step">
      <div className="column">
        <h2>{t("import.values.title")}</h2>
        <p className="quiet">{t("import.values.hint")}</p>
      </div>
      {fields.map((spec) => <FieldValues key={spec.key} spec={spec} draft={draft} onChange={onChange} />)}
    </div>
  );
}

function FieldValues({ spec, draft, onChange }: { spec: FieldSpec; draft: Draft; onChange: ValuesStepProps["onChange"] }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const map = draft.fields[spec.key] ?? emptyMap();
  const column = map.column ?? "";
  const asked = useOp("imports.values", { upload: draft.upload, kind: draft.kind, options: draft.choices, column, limit: LIMIT });
  const values = asked.data?.values ?? [];
  const unknown = values.filter(({ value }) => meaningOf(spec, map, value).is === "unknown");
  const rows = unknown.reduce((sum, { count }) => sum + count, 0);
  const name = fieldName(spec.key);
  return (
    <section className="column">
      <div className="row wrap">
        <h3>{t("import.values.of", { field: name, column })}</h3>
        {asked.data ? <span className="quiet">{t("import.values.distinct", { n: integer(asked.data.distinct) })}</span> : null}
      </div>
      {asked.error ? <ErrorNotice error={asked.error} onRetry={() => void asked.refetch()} /> : null}
      {asked.isPending ? <Waiting rows={4} /> : null}
      {unknown.length > 0 ? (
        <Alert
          type="warning" showIcon role="status" className="error-notice"
          title={t("import.values.unknown", { values: integer(unknown.length), rows: integer(rows) })}
        />
      ) : null}
      {values.length > 0 ? (
        <div className="import-scroll import-values-frame">
          <table className="import-values">
            <thead>
              <tr>
                <th>{t("import.values.file")}</th>
                <th className="figure">{t("import.values.rows")}</th>
                <th>{t("import.values.ours")}</th>
                <th>{t("import.values.state")}</th>
              </tr>
            </thead>
            <tbody>
              {values.map((entry) => (
                <ValueRow
                  key={entry.value} kind={draft.kind} spec={spec} entry={entry} map={map} name={name}
                  onDecide={(code) => onChange((before) => withField(before, spec.key, withValue(before.fields[spec.key] ?? map, entry.value, code)))}
                />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {asked.data && asked.data.distinct > values.length ? <p className="quiet">{t("import.values.more", { n: integer(asked.data.distinct - values.length) })}</p> : null}
    </section>
  );
}

interface ValueRowProps {
  kind: string;
  spec: FieldSpec;
  entry: ValueCount;
  map: Parameters<typeof meaningOf>[1];
  name: string;
  onDecide: (code: string | undefined) => void;
}

function ValueRow({ kind, spec, entry, map, name, onDecide }: ValueRowProps) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const meaning = meaningOf(spec, map, entry.value);
  const shown = entry.value === "" ? t("import.values.blank") : entry.value;
  const value = meaning.is === "code" ? meaning.code : meaning.is === "blank" ? BLANK : REJECT;
  const leave = { value: BLANK, label: t("import.values.leave_blank") };
  const reject = { value: REJECT, label: t("import.values.reject") };
  const codes = spec.choices.map(({ code }) => ({ value: code, label: codeName(kind, spec.key, code) }));
  const decide = (next: string) => onDecide(next === REJECT ? undefined : next === BLANK ? "" : next);
  return (
    <tr>
      <th scope="row" className={entry.value === "" ? "faint" : undefined}>{shown}</th>
      <td className="figure">{integer(entry.count)}</td>
      <td>
        <Select
          aria-label={t("import.values.meaning_of", { field: name, value: shown })} className="value-select" value={value} onChange={decide}
          status={meaning.is === "unknown" ? "warning" : ""}
          options={[...codes, leave, ...(meaning.is === "unknown" ? [reject] : [])]}
        />
      </td>
      <td>
        {meaning.is === "unknown" ? <StateTag state="warning">{t("import.values.rejected")}</StateTag> : null}
        {meaning.is !== "unknown" ? <span className="quiet">{t(meaning.known ? "import.values.known" : "import.values.decided")}</span> : null}
      </td>
    </tr>
  );
}
