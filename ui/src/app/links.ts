// Where a record is shown: from what the core calls its kind to a page of ours. The one place that knows, for the search
// and the inbox.
import { call } from "@/api/client";
import { transport } from "@/api/transport";
import type { InboxLink, JobView } from "@/api/types";
import { fileOf } from "@/kit/jobs";

export interface Place {
  path: string;
  search?: Record<string, unknown>;
}

/** The list that shows a kind of record beside it. */
const LISTS: Readonly<Record<string, string>> = {
  work_order: "/work_orders", user: "/users", import_batch: "/imports", customer: "/customers", outlet: "/outlets",
  engineer: "/engineers", region: "/regions",
};

/** Kinds whose own list the person has not are shown by the orders that belong to them: the column that says so. */
const ORDERS_OF: Readonly<Record<string, string>> = {
  customer: "customer_id", outlet: "outlet_id", engineer: "engineer_id",
};

/** Where the work of a job is shown. */
const JOB_PAGES: Readonly<Record<string, string>> = {
  "imports.run": "/imports", "imports.undo": "/imports", "demo.seed": "/dashboard", "policies.compare": "/policies",
};

/** The page of a record among those that the person has; nothing where none of theirs shows it. */
export function placeOf(record: InboxLink, paths: ReadonlySet<string>): Place | undefined {
  const list = LISTS[record.kind];
  if (list && paths.has(list)) return { path: list, search: { open: record.id } };
  const field = ORDERS_OF[record.kind];
  return field && paths.has("/work_orders") ? { path: "/work_orders", search: { filter: { field, op: "in", value: [record.id] } } } : undefined;
}

function placeOfJob(job: JobView, paths: ReadonlySet<string>): Place | undefined {
  const result = job.result as { batch_id?: number } | undefined;
  const path = JOB_PAGES[job.kind] ?? (job.kind.startsWith("admin.") ? "/admin" : `/${job.kind.split(".")[0]}`);
  if (!paths.has(path)) return undefined;
  return result?.batch_id && path === "/imports" ? { path, search: { open: result.batch_id } } : { path };
}

/** Opens what a message is about: a record, the page of a job, or the file that the job has made. */
export async function follow(link: InboxLink, paths: ReadonlySet<string>, go: (path: string, search?: Place["search"]) => void): Promise<void> {
  if (link.kind !== "job") {
    const place = placeOf(link, paths);
    if (place) go(place.path, place.search);
    return;
  }
  const job = await call("jobs.get", { id: link.id });
  const file = job.kind === "imports.run" ? undefined : fileOf(job);
  if (file) {
    await transport.download(file);
    return;
  }
  const place = placeOfJob(job, paths);
  if (place) go(place.path, place.search);
}
