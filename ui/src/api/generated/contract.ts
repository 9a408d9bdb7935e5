// The wire contract: shapes, operations, and what each operation reads (read) or changes (write, job).

export type Id = number;
/** Epoch milliseconds, UTC. */
export type Ms = number;
export type Params = Record<string, string | number>;

export type ErrorKind =
  | "invalid" | "refused" | "not_found" | "forbidden" | "unauthenticated" | "stale" | "conflict" | "busy" | "fault";
export interface ApiError { code: string; kind: ErrorKind; params: Params; field?: string; reference: string }

// access
export interface WorkspaceView { name: string; kind: "local" | "server"; engine: "sqlite" | "postgres"; path?: string }
export interface ScopeView { kind: "all" | "regions" | "outlets" | "own"; region_ids: Id[]; outlet_ids: Id[] }
export interface Me { id: Id; login: string; name: string; roles: string[]; permissions: string[]; scope: ScopeView; must_change_password: boolean; locked: boolean }
export interface Status { initialized: boolean; workspace: WorkspaceView; version: string; contract: number; zone: string; currency: string; me?: Me; idle_lock_minutes: number; last_backup_at?: Ms }
export interface Session { token: string; expires_at: Ms; me: Me }
export interface UserView { id: Id; version: number; login: string; name: string; roles: string[]; scope: ScopeView; active: boolean; must_change_password: boolean }
export interface RolesView { roles: { key: string; permissions: string[] }[]; permissions: string[] }

// grids
export type ColumnKind = "text" | "integer" | "decimal" | "money" | "datetime" | "duration" | "flag" | "percent" | "enum" | "ref";
export type FilterOp = "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "between" | "in" | "contains" | "starts" | "is_null" | "not_null";
export interface GridColumn { key: string; kind: ColumnKind; scale?: number; options?: string[]; filters: FilterOp[]; sortable: boolean; sum: boolean; width: number; visible: boolean; masked: boolean }
export type Filter = { and: Filter[] } | { or: Filter[] } | { field: string; op: FilterOp; value?: unknown };
export interface Sort { key: string; desc: boolean }
export interface GridColumns { columns: GridColumn[]; default_sort: Sort[] }
export interface GridPageInput { filter?: Filter; sort?: Sort[]; offset: number; limit: number; after?: string }
export type GridRow = Record<string, unknown> & { id: Id };
export interface GridPage { rows: GridRow[]; next?: string }
export interface GridTotal { count: number; sums: Record<string, number> }
export interface GridExportInput { filter?: Filter; sort?: Sort[]; columns: string[]; format: "xlsx" | "csv" }
export interface JobRef { job: Id }

// jobs
export type JobState = "queued" | "running" | "succeeded" | "failed" | "cancelled";
export interface JobView { id: Id; kind: string; state: JobState; phase: string; done: number; total?: number; started_at: Ms; finished_at?: Ms; result?: unknown; error?: ApiError }
export interface FileRef { file: string; name: string; bytes: number }
export interface ExportResult { file: FileRef; rows: number }

// imports
export type FieldKind = "text" | "integer" | "decimal" | "money" | "datetime" | "coordinate" | "enum" | "ref";
export interface FieldSpec { key: string; kind: FieldKind; required: boolean; options?: string[] }
export interface ReadOptions { encoding?: string; delimiter?: string; sheet?: string }
export interface FieldMapping { column?: string; constant?: string; date_format?: string; values?: Record<string, string>; confidence?: number; reason?: string }
export interface Mapping { fields: Record<string, FieldMapping> }
export interface SourceColumn { name: string; samples: string[]; kind: string; date_formats?: string[] }
export interface Inspection { format: "csv" | "xlsx" | "xls" | "ods"; gzip: boolean; encoding?: string; delimiter?: string; sheets: string[]; sheet?: string; columns: SourceColumn[]; preview: string[][]; suggestion: Mapping; remembered: boolean; warnings: { code: string; params: Params }[] }
export interface ImportRun { upload: string; kind: string; options: ReadOptions; mapping: Mapping; zone: string; doubles: "skip" | "update"; errors: "all_or_nothing" | "take_good"; create_missing: boolean; dry_run: boolean }
export interface ImportReport { batch_id?: Id; read: number; created: number; updated: number; skipped: number; rejected: number; flagged: { code: string; count: number }[]; reasons: { code: string; field?: string; count: number; first_line: number; sample: string }[]; rejects?: FileRef; dry_run: boolean; committed: boolean; created_masters: { kind: string; count: number }[] }

// work orders
export interface Named { id: Id; code: string; name: string }
export interface SlaPiece { kind: "open" | "closed" | "pause" | "folded" | "mark"; code: string; from_ms: Ms; to_ms: Ms; counted_ms: number; params: Record<string, unknown> }
export interface SlaExplanation { pieces: SlaPiece[]; counted_ms: number; paused_ms: number }
export interface SlaThreshold { percent: number; at_ms: Ms; reached: boolean }
export type MilestoneState = "not_started" | "running" | "paused" | "met" | "breached_open" | "breached_done" | "exempt" | "no_target";
export interface MilestoneResult { key: string; cycle: number; state: MilestoneState; state_unexcused: MilestoneState; due_source: "policy" | "fixed" | "promise" | null; started_at_ms: Ms | null; stopped_at_ms: Ms | null; due_ms: Ms | null; original_due_ms: Ms | null; target_ms: number | null; elapsed_ms: number; wall_ms: number; paused_ms: number; paused_wall_ms: number; remaining_ms: number | null; thresholds: SlaThreshold[]; provisional: boolean; exemption: { at_ms: Ms; by: string; reason: string } | null; severity: "minor" | "major" | "critical"; notes: string[]; explanation: SlaExplanation | null }
export interface Source { batch_id: Id; file_name: string; line: number; by: string; at: Ms }
export interface Comparison { policy: string; revision: number; clocks: MilestoneResult[] }
export interface WorkOrderView { id: Id; version: number; number: string; external_number?: string; kind: string; priority: string; category?: string; product_name?: string; outlet?: Named; customer?: Named; contact_name?: string; contact_phone?: string; address?: string; latitude?: number; longitude?: number; description?: string; state: "open" | "in_progress" | "completed" | "closed" | "cancelled"; opened_at: Ms; due_at?: Ms; response_due_at?: Ms; responded_at?: Ms; arrived_at?: Ms; completed_at?: Ms; closed_at?: Ms; handling_ms?: number; cost?: number; source_verdict?: string; flags: string[]; source?: Source; clocks: MilestoneResult[]; comparison: Comparison | null; as_of: Ms }
export interface HistoryEvent { at: Ms; actor: string; operation: string; origin: string; code: string; params: Params; changes: { field: string; before?: string; after?: string }[] }
export interface TimelineView { events: HistoryEvent[] }

// policies: the specs are the SLA crate's own types
export type CalendarSpec = Record<string, unknown>;
export type PolicySpec = Record<string, unknown>;
export interface CalendarView { id: Id; version: number; revision: number; name: string; spec: CalendarSpec }
export interface PolicyView { id: Id; version: number; revision: number; name: string; spec: PolicySpec; effective_from: Ms }
export interface CalendarDay { date: string; kind: "working" | "off" | "holiday" | "make_up" | "override"; windows: [string, string][]; name?: string }

// insight
export interface InsightPeriod { from: Ms; to: Ms; outlet_ids?: Id[]; region_ids?: Id[] }
export type KpiKey = "response_on_time" | "resolution_on_time" | "open" | "overdue" | "handling_mean" | "handling_p90" | "opened" | "completed";
export type Unit = "percent" | "count" | "duration";
export type Standing = "met" | "missed";
export type Missing = "no_orders" | "no_target" | "no_handling_time" | "own_scope";
export interface KpiPart { key: string; count: number; drill: Filter }
export interface Kpi { key: KpiKey; unit: Unit; value?: number; numerator?: number; denominator?: number; target?: number; standing?: Standing; previous?: number; missing?: Missing; error_bound?: number; parts: KpiPart[]; drill: Filter }
export interface Overview { as_of: Ms; from: Ms; to: Ms; previous_from: Ms; previous_to: Ms; first?: Ms; last?: Ms; kpis: Kpi[] }
export type Grain = "auto" | "day" | "week" | "month";
export type Measure = "opened" | "breached";
export interface KpiTarget { key: KpiKey; value: number | null }
export interface KpiTargets { targets: KpiTarget[] }
export interface Mark { shape: "rect" | "circle"; x?: number; y?: number; w?: number; h?: number; cx?: number; cy?: number; r?: number; series: string; series_name: string; band: number; label: string; value: string; drill: unknown }
export interface TableColumn { key: string; label: string; align: "left" | "right" }
export interface TableRow { cells: { text: string; value: number | null }[]; drill: unknown }
export interface Drawing { svg: string; width: number; height: number; empty: boolean; plot: { x: number; y: number; w: number; h: number }; marks: Mark[]; table: { columns: TableColumn[]; rows: TableRow[] } }
export interface OptionsInput { search?: string; ids?: Id[]; limit: number }
export interface Options { options: Named[] }

// admin
export interface BackupView { name: string; at: Ms; bytes: number; reason: "manual" | "before_migration" | "before_restore"; verified: boolean }
export interface Settings { workspace_name: string; zone: string; currency: string; idle_lock_minutes: number; version: number }
export interface VerifyReport { checks: { code: string; ok: boolean; params: Params }[]; ok: boolean }

type Nothing = Record<string, never>;
interface Op<I, O> { input: I; output: O }

export interface GridOps {
  columns: Op<Nothing, GridColumns>;
  page: Op<GridPageInput, GridPage>;
  total: Op<{ filter?: Filter }, GridTotal>;
  export: Op<GridExportInput, JobRef>;
}
export type GridName = "work_orders" | "outlets" | "regions" | "engineers" | "customers" | "users" | "import_batches" | "calendars" | "policies";
type GridOperations = { [G in GridName as `${G}.columns`]: GridOps["columns"] } & { [G in GridName as `${G}.page`]: GridOps["page"] }
  & { [G in GridName as `${G}.total`]: GridOps["total"] } & { [G in GridName as `${G}.export`]: GridOps["export"] };

export interface Operations extends GridOperations {
  "access.status": Op<Nothing, Status>;
  "access.setup": Op<{ login: string; name: string; password: string; workspace_name: string; zone: string; currency: string }, Session>;
  "access.login": Op<{ login: string; password: string }, Session>;
  "access.logout": Op<Nothing, Nothing>;
  "access.lock": Op<Nothing, Nothing>;
  "access.unlock": Op<{ password: string }, Me>;
  "access.change_password": Op<{ current: string; new: string }, Me>;
  "access.user": Op<{ id: Id }, UserView>;
  "access.create_user": Op<{ login: string; name: string; password: string; roles: string[]; scope: ScopeView; must_change_password: boolean }, UserView>;
  "access.update_user": Op<{ id: Id; version: number; name: string; roles: string[]; scope: ScopeView; active: boolean }, UserView>;
  "access.reset_password": Op<{ id: Id; version: number; password: string }, UserView>;
  "access.roles": Op<Nothing, RolesView>;
  "jobs.get": Op<{ id: Id }, JobView>;
  "jobs.list": Op<Nothing, { jobs: JobView[] }>;
  "jobs.cancel": Op<{ id: Id }, JobView>;
  "imports.kinds": Op<Nothing, { kinds: { kind: string; fields: FieldSpec[] }[] }>;
  "imports.inspect": Op<{ upload: string; kind: string; options: ReadOptions }, Inspection>;
  "imports.values": Op<{ upload: string; kind: string; options: ReadOptions; column: string; limit: number }, { values: { value: string; count: number }[]; distinct: number }>;
  "imports.run": Op<ImportRun, JobRef>;
  "imports.undo": Op<{ batch_id: Id }, JobRef>;
  "work_orders.get": Op<{ id: Id }, WorkOrderView>;
  "work_orders.timeline": Op<{ id: Id }, TimelineView>;
  "calendars.list": Op<Nothing, { calendars: CalendarView[] }>;
  "calendars.get": Op<{ id: Id }, CalendarView>;
  "calendars.save": Op<{ id?: Id; version?: number; name: string; spec: CalendarSpec }, CalendarView>;
  "calendars.preview": Op<{ spec: CalendarSpec; year: number }, { days: CalendarDay[]; provisional: boolean }>;
  "holidays.years": Op<Nothing, { years: { year: number; days: number; source: string }[] }>;
  "holidays.import": Op<{ text: string }, { year: number; days: number }>;
  "policies.list": Op<Nothing, { policies: PolicyView[] }>;
  "policies.get": Op<{ id: Id }, PolicyView>;
  "policies.save": Op<{ id?: Id; version?: number; name: string; spec: PolicySpec; effective_from: Ms }, PolicyView>;
  "policies.presets": Op<Nothing, { presets: { key: string; spec: PolicySpec }[] }>;
  "policies.try": Op<{ spec: PolicySpec; opened_at: Ms; events?: unknown[] }, { clocks: MilestoneResult[] }>;
  "policies.compare": Op<{ policy_id: Id; filter?: Filter }, JobRef>;
  "insight.overview": Op<InsightPeriod, Overview>;
  "insight.on_time_trend": Op<InsightPeriod & { grain?: Grain; width: number; height: number }, Drawing>;
  "insight.pareto": Op<InsightPeriod & { by?: "category"; measure?: Measure; width: number; height: number }, Drawing>;
  "insight.figure_file": Op<InsightPeriod & { which: "on_time_trend" | "pareto"; format: "svg" | "png"; grain?: Grain; measure?: Measure; width: number; height: number; dark?: boolean }, JobRef>;
  "insight.targets": Op<Nothing, KpiTargets>;
  "insight.save_targets": Op<{ targets: KpiTarget[] }, KpiTargets>;
  "outlets.options": Op<OptionsInput, Options>;
  "regions.options": Op<OptionsInput, Options>;
  "admin.backups": Op<Nothing, { backups: BackupView[] }>;
  "admin.backup": Op<Nothing, JobRef>;
  "admin.restore": Op<{ name: string }, JobRef>;
  "admin.verify": Op<Nothing, JobRef>;
  "admin.settings": Op<Nothing, Settings>;
  "admin.save_settings": Op<Settings, Settings>;
}

export interface OperationFact { kind: "read" | "write" | "job"; tags: readonly string[] }

/** What each operation reads or changes: the client's cache is invalidated by meeting tags. */
export const OPERATIONS: Record<string, OperationFact> = {
  "access.status": { kind: "read", tags: ["session"] },
  "access.setup": { kind: "write", tags: ["session"] },
  "access.login": { kind: "write", tags: ["session"] },
  "access.logout": { kind: "write", tags: ["session"] },
  "access.lock": { kind: "write", tags: ["session"] },
  "access.unlock": { kind: "write", tags: ["session"] },
  "access.change_password": { kind: "write", tags: ["session"] },
  "access.user": { kind: "read", tags: ["users"] },
  "access.create_user": { kind: "write", tags: ["users"] },
  "access.update_user": { kind: "write", tags: ["users", "session"] },
  "access.reset_password": { kind: "write", tags: ["users"] },
  "access.roles": { kind: "read", tags: [] },
  "jobs.get": { kind: "read", tags: ["jobs"] },
  "jobs.list": { kind: "read", tags: ["jobs"] },
  "jobs.cancel": { kind: "write", tags: ["jobs"] },
  "imports.kinds": { kind: "read", tags: [] },
  "imports.inspect": { kind: "read", tags: [] },
  "imports.values": { kind: "read", tags: [] },
  "imports.run": { kind: "job", tags: ["work_orders", "outlets", "regions", "engineers", "customers", "import_batches"] },
  "imports.undo": { kind: "job", tags: ["work_orders", "outlets", "regions", "engineers", "customers", "import_batches"] },
  "work_orders.get": { kind: "read", tags: ["work_orders"] },
  "work_orders.timeline": { kind: "read", tags: ["work_orders"] },
  "calendars.list": { kind: "read", tags: ["calendars"] },
  "calendars.get": { kind: "read", tags: ["calendars"] },
  "calendars.save": { kind: "write", tags: ["calendars"] },
  "calendars.preview": { kind: "read", tags: [] },
  "holidays.years": { kind: "read", tags: ["calendars"] },
  "holidays.import": { kind: "write", tags: ["calendars"] },
  "policies.list": { kind: "read", tags: ["policies"] },
  "policies.get": { kind: "read", tags: ["policies"] },
  "policies.save": { kind: "write", tags: ["policies"] },
  "policies.presets": { kind: "read", tags: [] },
  "policies.try": { kind: "read", tags: [] },
  "policies.compare": { kind: "job", tags: [] },
  "insight.overview": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"] },
  "insight.on_time_trend": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"] },
  "insight.pareto": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"] },
  "insight.figure_file": { kind: "job", tags: [] },
  "insight.targets": { kind: "read", tags: ["settings"] },
  "insight.save_targets": { kind: "write", tags: ["settings"] },
  "outlets.options": { kind: "read", tags: ["outlets"] },
  "regions.options": { kind: "read", tags: ["regions"] },
  "admin.backups": { kind: "read", tags: ["backups"] },
  "admin.backup": { kind: "job", tags: ["backups", "session"] },
  "admin.restore": { kind: "job", tags: ["backups", "session"] },
  "admin.verify": { kind: "job", tags: [] },
  "admin.settings": { kind: "read", tags: ["settings"] },
  "admin.save_settings": { kind: "write", tags: ["settings", "session"] },
};
