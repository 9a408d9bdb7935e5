// Feeds AG Grid with blocks of rows. Blocks that follow each other go by cursor, which costs the same however deep the
// person has scrolled; a jump goes by offset.
import type { IDatasource, IGetRowsParams } from "ag-grid-community";
import { call } from "@/api/client";
import { type Failure, asFailure } from "@/api/failure";
import type { Filter, GridName, GridPage, GridPageInput, Sort } from "@/api/types";

export const BLOCK = 100;

export type ReadPage = (input: GridPageInput) => Promise<GridPage>;

export function pageReader(grid: GridName): ReadPage {
  return (input) => call(`${grid}.page`, input);
}

export function makeSource(
  read: ReadPage,
  filter: Filter | undefined,
  text: string | undefined,
  tell: (failure: Failure | undefined) => void,
): IDatasource {
  const cursors = new Map<string, string>();
  return {
    getRows(params: IGetRowsParams) {
      const sort: Sort[] = params.sortModel.map(({ colId, sort: way }) => ({ key: colId, desc: way === "desc" }));
      const order = JSON.stringify(sort);
      const after = cursors.get(`${order} ${params.startRow}`);
      const limit = params.endRow - params.startRow;
      read({ offset: params.startRow, limit, ...(filter ? { filter } : {}), ...(text ? { text } : {}), ...(sort.length ? { sort } : {}), ...(after ? { after } : {}) })
        .then(({ rows, next }) => {
          if (next) cursors.set(`${order} ${params.startRow + rows.length}`, next);
          tell(undefined);
          params.successCallback(rows, rows.length < limit ? params.startRow + rows.length : undefined);
        })
        .catch((cause: unknown) => {
          tell(asFailure(cause));
          params.failCallback();
        });
    },
  };
}
