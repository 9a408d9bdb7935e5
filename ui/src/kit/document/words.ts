// A document's values as its list shows them.
import i18next from "i18next";
import { cellText, headingOf } from "../grid/columns";
import type { Formats } from "../workspace";
import type { Fact } from "./names";

type Value = Fact["value"];

/** A value as people read it; what is empty says so. */
export function valueText(grid: string, field: string, kind: Fact["kind"], value: Value, formats: Formats): string {
  const column = { key: field, kind, options: [], filters: [], sortable: false, sum: false, width: 0, visible: true, masked: false, found: false };
  return cellText(grid, column, value, formats) || i18next.t("common.empty_value");
}

export interface Difference {
  field: string;
  label: string;
  mine: string;
  theirs: string;
}

/** The fields in which two versions of a document differ. */
export function differences(grid: string, mine: readonly Fact[], theirs: readonly Fact[], formats: Formats): Difference[] {
  const seen = new Map(mine.map((fact) => [fact.field, fact.value]));
  return theirs
    .filter((fact) => (seen.get(fact.field) ?? null) !== (fact.value ?? null))
    .map((fact) => ({
      field: fact.field,
      label: headingOf(grid, fact.field),
      mine: valueText(grid, fact.field, fact.kind, seen.get(fact.field) ?? null, formats),
      theirs: valueText(grid, fact.field, fact.kind, fact.value, formats),
    }));
}
