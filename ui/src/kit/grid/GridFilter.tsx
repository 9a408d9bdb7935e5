// The filter of a list, without the list: for a map or a board that shows the same records in another way.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Filter, GridName } from "@/api/types";
import { useFormats } from "../workspace";
import { FilterBar } from "./FilterBar";
import { headingOf, optionOf } from "./columns";
import { type Wording, barOf, filterOf } from "./filters";
import { COMMON_REFS, useRefNames } from "./refs";

interface Props {
  grid: GridName;
  filter: Filter | undefined;
  onChange: (filter: Filter | undefined) => void;
}

export function GridFilter({ grid, filter, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const ref = useRefNames(filter, COMMON_REFS);
  const columns = useOp(`${grid}.columns`, {}).data?.columns;
  const words = useMemo<Wording>(() => ({
    t, formats, ref,
    column: (key) => columns?.find((column) => column.key === key),
    heading: (key) => headingOf(grid, key),
    option: (key, code) => optionOf(grid, key, code),
  }), [t, formats, ref, columns, grid]);
  if (!columns) return null;
  return <FilterBar columns={columns} {...barOf(filter)} words={words} refs={COMMON_REFS} onChange={(chips, joint) => onChange(filterOf(chips, joint))} />;
}
