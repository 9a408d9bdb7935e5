import { expect, test } from "vitest";
import type { ColumnPreview, FieldSpec, Inspection } from "@/api/types";
import {
  type Draft, NO_CHOICES, choiceFields, draftOf, emptyMap, isAmbiguous, mappingOf, meaningOf, missingFields, plain, proposed, runInput,
  undecidedDates, unusedColumns, withColumn, withDate, withField, withValue,
} from "./draft";

const spec = (key: string, kind: FieldSpec["kind"], rest: Partial<FieldSpec> = {}): FieldSpec => ({ key, kind, required: false, synonyms: [], choices: [], ...rest });
const SPECS: FieldSpec[] = [
  spec("external_number", "text", { required: true }),
  spec("opened_at", "date", { required: true }),
  spec("closed_at", "date"),
  spec("cost", "money"),
  spec("state", "choice", { choices: [{ code: "open", synonyms: ["待处理"] }, { code: "in_progress", synonyms: ["处理中"] }] }),
];
const [NUMBER, OPENED, , COST, STATE] = SPECS as [FieldSpec, FieldSpec, FieldSpec, FieldSpec, FieldSpec];

const column = (name: string, rest: Partial<ColumnPreview> = {}): ColumnPreview => ({
  name, position: 0, note: null, kind: "text", filled: 3, samples: [], distinct: null, date: null, notes: [], ...rest,
});
const doubtful = { format: "mdy" as const, candidates: ["mdy" as const, "dmy" as const], ambiguous: true, has_time: true, bare_numbers: false };

function inspection(rest: Partial<Inspection> = {}): Inspection {
  const columns = [
    column("no"), column("from", { kind: "date", date: doubtful }), column("until", { kind: "date", date: doubtful }),
    column("price", { kind: "decimal", notes: ["decimal_comma"] }), column("status"), column("rest"),
  ];
  const info = { format: "csv" as const, gzip: false, encoding: "utf-8", delimiter: ",", sheets: [], sheet: null, header_line: 1, columns: [] };
  return {
    file_name: "a.csv", bytes: 10, remembered: false, missing: [],
    preview: { info, columns, rows: [], errors: [], rows_seen: 3, bad_rows: 0, complete: true, formulas: 0 },
    mapping: { choices: NO_CHOICES, zone: null, fields: {} },
    suggestions: [
      { field: "external_number", column: "no", confidence: 97, reason: "synonym", unknown_values: [], ambiguous_dates: false },
      { field: "opened_at", column: "from", confidence: 80, reason: "similar_name", unknown_values: [], ambiguous_dates: true },
    ],
    ...rest,
  };
}

const draft = (rest: Partial<Inspection> = {}): Draft =>
  draftOf("work_orders", "u1", inspection(rest), { doubles: "skip", errors: "all_or_nothing", create_missing: true });

test("required fields need a column or a fixed value", () => {
  const empty = draft();
  expect(missingFields(empty, SPECS)).toEqual(["external_number", "opened_at"]);
  const fixed = withField(withColumn(empty, NUMBER, "no"), "opened_at", { ...emptyMap(), constant: "2026-01-01" });
  expect(missingFields(fixed, SPECS)).toEqual([]);
  expect(missingFields(withField(fixed, "opened_at", { ...emptyMap(), constant: "" }), SPECS)).toEqual(["opened_at"]);
});

test("a date whose month and day could be exchanged waits for a person, and the others follow the answer", () => {
  const both = withColumn(withColumn(draft(), OPENED, "from"), SPECS[2] as FieldSpec, "until");
  expect(undecidedDates(both, SPECS)).toEqual(["opened_at", "closed_at"]);
  const said = withDate(both, SPECS, "opened_at", "dmy");
  expect(undecidedDates(said, SPECS)).toEqual([]);
  expect(said.fields.closed_at?.date).toBe("dmy");
  // Another column is another question.
  expect(isAmbiguous(withColumn(said, OPENED, "until"), "opened_at")).toBe(true);
});

test("what was settled once is not asked again", () => {
  const remembered = draft({
    remembered: true, mapping: { choices: NO_CHOICES, zone: "UTC", fields: { opened_at: { ...emptyMap(), column: "from", date: "dmy" } } },
  });
  expect(undecidedDates(remembered, SPECS)).toEqual([]);
  expect(remembered.zone).toBe("UTC");
  const anew = proposed(remembered, SPECS);
  expect(anew.fields.opened_at).toMatchObject({ column: "from", date: "mdy" });
  expect(undecidedDates(anew, SPECS)).toEqual(["opened_at"]);
  expect(anew.inspection.remembered).toBe(false);
});

test("a column brings its decimal mark, and columns without a use are listed", () => {
  const priced = withColumn(draft(), COST, "price");
  expect(priced.fields.cost?.number.decimal_comma).toBe(true);
  expect(unusedColumns(priced)).toEqual(["no", "from", "until", "status", "rest"]);
  expect(unusedColumns(withColumn(priced, COST, null))).toContain("price");
});

test("values mean what was decided, else what the field's words say, else nothing", () => {
  const map = { ...emptyMap(), column: "status" };
  expect(meaningOf(STATE, map, "In-Progress")).toEqual({ is: "code", code: "in_progress", known: true });
  expect(meaningOf(STATE, map, "待处理")).toEqual({ is: "code", code: "open", known: true });
  expect(meaningOf(STATE, map, "odd")).toEqual({ is: "unknown" });
  expect(meaningOf(STATE, withValue(map, "odd", "open"), "odd")).toEqual({ is: "code", code: "open", known: false });
  expect(meaningOf(STATE, withValue(map, "odd", ""), "odd")).toEqual({ is: "blank", known: false });
  expect(meaningOf(STATE, map, "")).toEqual({ is: "blank", known: true });
  expect(meaningOf(STATE, withValue(map, "", "open"), "")).toEqual({ is: "code", code: "open", known: false });
  const back = withValue(withValue(map, "odd", ""), "odd", undefined);
  expect([back.values, back.blanks]).toEqual([{}, []]);
});

test("words are compared as the core compares them", () => {
  expect(plain(" Ｉn_Progress！")).toBe("inprogress");
});

test("what is sent holds filled fields only", () => {
  const chosen = withField(withColumn(draft(), STATE, "status"), "closed_at", emptyMap());
  expect(choiceFields(chosen, SPECS).map((s) => s.key)).toEqual(["state"]);
  expect(Object.keys(mappingOf(chosen).fields)).toEqual(["state"]);
  expect(runInput(chosen, true)).toMatchObject({ upload: "u1", kind: "work_orders", dry_run: true, doubles: "skip" });
});
