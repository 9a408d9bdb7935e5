// What the wizard decides, apart from any screen: which column feeds which field, what is still open, and what is sent.
import type {
  ColumnPreview, DateFormat, Doubles, FieldMap, FieldSpec, ImportRunInput, Inspection, Mapping, OnErrors, ReadChoices,
} from "@/api/types";

export const DATE_FORMATS: readonly DateFormat[] = [
  "ymd", "mdy", "dmy", "compact", "excel_serial", "excel_serial1904", "epoch_s", "epoch_ms",
];
export const NO_CHOICES: ReadChoices = { encoding: null, delimiter: null, sheet: null, header_row: null };

export interface Options {
  doubles: Doubles;
  errors: OnErrors;
  create_missing: boolean;
}

export interface Draft {
  kind: string;
  upload: string;
  choices: ReadChoices;
  inspection: Inspection;
  fields: Record<string, FieldMap>;
  /** Date fields whose order of month and day somebody has said. */
  settled: readonly string[];
  /** Zone of dates that name none; the workspace's where nothing is said. */
  zone: string | null;
  options: Options;
}

export const emptyMap = (): FieldMap => ({
  column: null, constant: null, trim: true, date: null, zone: null, number: { decimal_comma: false, round: false }, values: {}, blanks: [],
});

export const isFilled = (map: FieldMap | undefined): boolean => Boolean(map && (map.column !== null || (map.constant ?? "") !== ""));

const isNumeric = (spec: FieldSpec) => spec.kind === "money" || spec.kind === "quantity" || spec.kind === "number";

/** A draft as the file's inspection proposes it. */
export function draftOf(kind: string, upload: string, inspection: Inspection, options: Options): Draft {
  const { mapping, remembered } = inspection;
  return {
    kind, upload, inspection, options,
    choices: mapping.choices,
    fields: { ...mapping.fields } as Record<string, FieldMap>,
    settled: remembered ? Object.keys(mapping.fields) : [],
    zone: mapping.zone,
  };
}

/** The proposal from names and samples, where a remembered mapping is not wanted. */
export function proposed(draft: Draft, specs: readonly FieldSpec[]): Draft {
  const fields: Record<string, FieldMap> = {};
  for (const { field, column } of draft.inspection.suggestions) {
    const spec = specs.find((s) => s.key === field);
    if (spec) fields[field] = fromColumn(spec, columnOf(draft.inspection, column), emptyMap());
  }
  return { ...draft, fields, settled: [], zone: null, inspection: { ...draft.inspection, remembered: false } };
}

export function columnOf(inspection: Inspection, name: string | null): ColumnPreview | undefined {
  return name === null ? undefined : inspection.preview.columns.find((column) => column.name === name);
}

/** A field fed by a column: format of dates and decimal mark as the column shows them. */
export function fromColumn(spec: FieldSpec, column: ColumnPreview | undefined, before: FieldMap): FieldMap {
  const number = { ...before.number, decimal_comma: isNumeric(spec) && (column?.notes.includes("decimal_comma") ?? false) };
  return {
    ...emptyMap(), number,
    column: column?.name ?? null,
    date: spec.kind === "date" ? (column?.date?.format ?? null) : null,
  };
}

export function withField(draft: Draft, key: string, map: FieldMap | undefined): Draft {
  const fields = { ...draft.fields };
  if (map) fields[key] = map;
  else delete fields[key];
  return { ...draft, fields };
}

/** Another column, a fixed value or nothing for a field. What was said about the old column is forgotten. */
export function withColumn(draft: Draft, spec: FieldSpec, name: string | null): Draft {
  const map = name === null ? undefined : fromColumn(spec, columnOf(draft.inspection, name), draft.fields[spec.key] ?? emptyMap());
  return { ...withField(draft, spec.key, map), settled: draft.settled.filter((key) => key !== spec.key) };
}

/** Whether month and day of a field's dates could be exchanged and nobody has said which is which. */
export function isAmbiguous(draft: Draft, key: string): boolean {
  const column = columnOf(draft.inspection, draft.fields[key]?.column ?? null);
  return Boolean(column?.date?.ambiguous) && !draft.settled.includes(key);
}

/** A date format for a field. A file writes its dates one way, so the other open ones follow where they can. */
export function withDate(draft: Draft, specs: readonly FieldSpec[], key: string, date: DateFormat): Draft {
  const open = specs.filter((spec) => spec.kind === "date" && spec.key !== key && isAmbiguous(draft, spec.key));
  const follow = open.filter((spec) =>
    columnOf(draft.inspection, draft.fields[spec.key]?.column ?? null)?.date?.candidates.includes(date));
  const fields = { ...draft.fields };
  for (const name of [key, ...follow.map((spec) => spec.key)]) fields[name] = { ...(fields[name] ?? emptyMap()), date };
  return { ...draft, fields, settled: [...new Set([...draft.settled, key, ...follow.map((spec) => spec.key)])] };
}

/** Required fields that nothing fills. */
export function missingFields(draft: Draft, specs: readonly FieldSpec[]): string[] {
  return specs.filter((spec) => spec.required && !isFilled(draft.fields[spec.key])).map((spec) => spec.key);
}

/** Date fields that a person has to say the order of. */
export function undecidedDates(draft: Draft, specs: readonly FieldSpec[]): string[] {
  return specs.filter((spec) => spec.kind === "date" && isAmbiguous(draft, spec.key)).map((spec) => spec.key);
}

/** Columns of the file that feed nothing. */
export function unusedColumns(draft: Draft): string[] {
  const used = new Set(Object.values(draft.fields).map((map) => map.column));
  return draft.inspection.preview.columns.map((column) => column.name).filter((name) => !used.has(name));
}

/** Fields with a closed set of values that come from a column. */
export function choiceFields(draft: Draft, specs: readonly FieldSpec[]): FieldSpec[] {
  return specs.filter((spec) => spec.kind === "choice" && (draft.fields[spec.key]?.column ?? null) !== null);
}

/** Lower case, half-width, letters and digits only: how the core compares the words of a choice. */
export function plain(text: string): string {
  const half = [...text].map((c) => (c >= "\uff01" && c <= "\uff5e" ? String.fromCodePoint((c.codePointAt(0) ?? 0) - 0xfee0) : c)).join("");
  return half.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

export type Meaning =
  | { is: "code"; code: string; known: boolean }
  | { is: "blank"; known: boolean }
  | { is: "unknown" };

/** What a value of the file means: by decision, by the words the field knows, or not at all yet. */
export function meaningOf(spec: FieldSpec, map: FieldMap, value: string): Meaning {
  if (value !== "" && map.blanks.includes(value)) return map.constant ? { is: "code", code: map.constant, known: false } : { is: "blank", known: false };
  if (value === "") return map.constant ? { is: "code", code: map.constant, known: false } : { is: "blank", known: true };
  const told = map.values[value];
  const word = knownWord(spec, value);
  if (told !== undefined) return told === "" ? { is: "blank", known: false } : { is: "code", code: told, known: told === word };
  return word === undefined ? { is: "unknown" } : { is: "code", code: word, known: true };
}

/** The code that a field's own words give a value. */
function knownWord(spec: FieldSpec, value: string): string | undefined {
  if (spec.choices.some((choice) => choice.code === value)) return value;
  const word = plain(value);
  return spec.choices.find((choice) => word !== "" && [choice.code, ...choice.synonyms].some((name) => plain(name) === word))?.code;
}

/** Decides a value: a code, `""` for nothing, or undefined to leave it as the file's words say. */
export function withValue(map: FieldMap, value: string, code: string | undefined): FieldMap {
  if (value === "") return { ...map, constant: code === undefined || code === "" ? null : code };
  const values = { ...map.values };
  delete values[value];
  const blanks = map.blanks.filter((blank) => blank !== value);
  if (code === "") return { ...map, values, blanks: [...blanks, value] };
  return { ...map, blanks, values: code === undefined ? values : { ...values, [value]: code } };
}

export function mappingOf(draft: Draft): Mapping {
  const fields = Object.fromEntries(Object.entries(draft.fields).filter(([, map]) => isFilled(map)));
  return { choices: draft.choices, zone: draft.zone, fields };
}

export function runInput(draft: Draft, dry_run: boolean): ImportRunInput {
  return { upload: draft.upload, kind: draft.kind, mapping: mappingOf(draft), ...draft.options, dry_run };
}
