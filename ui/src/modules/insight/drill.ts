// Opening the orders behind a figure, in the order in which they matter for it. The order also decides whether the list
// can be read off an index: a list of what ended in a year is sorted by its end.
import type { Filter, Sort } from "@/api/types";
import { partsOf } from "@/kit/grid";
import type { Search } from "@/kit/route";

const ORDERS: readonly Sort[] = [
  { key: "ended_at", desc: true },
  { key: "first_response_at", desc: true },
  // What is late longest comes first.
  { key: "due_at", desc: false },
];

function names(filter: Filter, field: string): boolean {
  if ("field" in filter) return filter.field === field;
  return partsOf(filter).some((part) => names(part, field));
}

/** The search parameters of the work order list for a drill. */
export function listSearch(filter: Filter): Search {
  const order = ORDERS.find(({ key }) => names(filter, key));
  return order ? { filter, sort: [order] } : { filter };
}
