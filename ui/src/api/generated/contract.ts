// Generated from the registry by `cargo xtask codegen`; do not edit.

export const CONTRACT = 1;

export type ActionView = { action: DocumentAction, 
/**
 * Whether the document's phase allows it now.
 */
allowed: boolean, };

export type Align = "left" | "right";

export type ApiError = { code: string, kind: Kind, params: Record<string, string | number>, field?: string, reference: string, };

export type AttachInput = { id: number, 
/**
 * A finished upload of one's own.
 */
upload: string, caption?: string | null, };

export type AttachmentList = { attachments: Array<AttachmentView>, 
/**
 * Megabytes that one file may have.
 */
max_mb: number, };

export type AttachmentView = { id: number, 
/**
 * What to ask the download for.
 */
file: string, 
/**
 * A small picture of it, of photos.
 */
preview?: string, name: string, 
/**
 * `jpeg`, `png`, `webp`, `pdf`, `xlsx`, `docx`, `text`: told by its content.
 */
kind: string, bytes: number, caption?: string, width?: number, height?: number, 
/**
 * The camera's own clock, without a zone.
 */
taken_at?: string, 
/**
 * Where the camera says it was, degrees WGS-84; hidden like an address.
 */
latitude?: number, longitude?: number, at: Ms, by: string, removed: boolean, };

export type AttachmentsInput = { id: number, };

export type AuditInput = { id: number, version: number, note?: string | null, };

export type AuditManyInput = { which: Selection, note?: string | null, };

export type BackupInput = Record<symbol, never>;

export type BackupList = { backups: Array<BackupView>, 
/**
 * A restore waits for the next opening of the workspace.
 */
restore_pending: boolean, 
/**
 * When the workspace was last restored, and from which backup.
 */
restored_at?: Ms, restored_from?: string, };

export type BackupReason = "manual" | "daily" | "before_migration" | "before_restore" | "unknown";

export type BackupView = { name: string, at: Ms, bytes: number, reason: BackupReason, 
/**
 * It was read from end to end when it was made, and is as long as it was then.
 */
verified: boolean, work_orders?: number, };

export type BackupsInput = Record<symbol, never>;

export type BatchChoice = { id: number, code: string, 
/**
 * The name of the file.
 */
name: string, };

export type BatchChoices = { options: Array<BatchChoice>, };

export type BatchId = number;

export type Better = "higher" | "lower" | "neutral";

export type Brief = { as_of: Ms, 
/**
 * The begin of today and of yesterday, in the workspace's zone.
 */
today: Ms, yesterday: Ms, 
/**
 * How many weeks back "usual" looks, and how many of them had any order.
 */
weeks: number, weeks_with_data: number, open: number, overdue: number, changes: Array<BriefChange>, 
/**
 * The outlets with most to do first.
 */
due: Array<BriefDue>, 
/**
 * Outlets that `due` leaves out.
 */
more_due: number, 
/**
 * The gravest first.
 */
risks: Array<BriefRisk>, 
/**
 * The oldest open orders with a clock.
 */
oldest: Array<MonitorRow>, };

export type BriefChange = { key: BriefKey, value: number, 
/**
 * Mean of the same weekdays, in hundredths; absent without any.
 */
usual?: number, 
/**
 * What lies between is noise.
 */
low?: number, high?: number, versus: Versus, drill: Filter, };

export type BriefDue = { 
/**
 * Absent: orders that no outlet has.
 */
outlet_id?: OutletId, outlet?: string, 
/**
 * Due today, those already late among them, and late ones of days before.
 */
due_today: number, late_today: number, overdue: number, drill: Filter, };

export type BriefKey = "opened" | "completed" | "breached" | "complaints";

export type BriefRisk = { key: RiskKey, 
/**
 * `outlet`, `category`, or `all`.
 */
of: string, name?: string, value: number, before: number, 
/**
 * Orders that the judgement rests on.
 */
orders: number, drill: Filter, };

export type CalendarDay = { 
/**
 * `YYYY-MM-DD`.
 */
date: string, kind: CalendarDayKind, 
/**
 * Opening windows as `HH:MM`, breaks cut out; one that ends before it begins runs past midnight.
 */
windows: Array<[string, string]>, name?: string, };

export type CalendarDayKind = "working" | "off" | "holiday" | "make_up" | "override";

export type CalendarDayName = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

export type CalendarFollows = "none" | "cn";

export type CalendarId = number;

export type CalendarInput = { id: CalendarId, };

export type CalendarListInput = Record<symbol, never>;

export type CalendarPreview = { days: Array<CalendarDay>, working_days: number, 
/**
 * Open milliseconds of the year.
 */
open_ms: number, 
/**
 * The year's public holidays are not announced yet.
 */
provisional: boolean, };

export type CalendarSpec = { 
/**
 * IANA zone in which windows and dates are read, e.g. `Asia/Shanghai`.
 */
tz: string, 
/**
 * The normal week.
 */
hours: CalendarWeek, 
/**
 * Statutory days off.
 */
holidays: Array<Holiday>, 
/**
 * Days off that return each year.
 */
holidays_recurring: Array<MonthDay>, 
/**
 * Make-up workdays.
 */
make_up_days: Array<MakeUpDay>, 
/**
 * Whether this calendar works make-up days; some trades do not.
 */
follow_make_up_days: boolean, 
/**
 * What holds on single dates, whatever the layers below say; no windows means closed.
 */
overrides: Record<string, Array<[string, string]>>, 
/**
 * Closed times within single dates.
 */
breaks: Record<string, Array<[string, string]>>, 
/**
 * First year whose announced days are complete; absent: no lower bound.
 */
confirmed_from_year?: number, 
/**
 * Last year whose announced days are complete; absent: the calendar does not wait for announcements.
 */
confirmed_through_year?: number, };

export type CalendarView = { id: CalendarId, version: number, revision: number, 
/**
 * Stable; policies name calendars by it.
 */
code: string, name: string, follows: CalendarFollows, 
/**
 * Without the public holidays it follows.
 */
spec: CalendarSpec, saved_at: Ms, saved_by: string, };

export type CalendarWeek = { 
/**
 * Monday.
 */
mon: Array<CalendarWindow>, 
/**
 * Tuesday.
 */
tue: Array<CalendarWindow>, 
/**
 * Wednesday.
 */
wed: Array<CalendarWindow>, 
/**
 * Thursday.
 */
thu: Array<CalendarWindow>, 
/**
 * Friday.
 */
fri: Array<CalendarWindow>, 
/**
 * Saturday.
 */
sat: Array<CalendarWindow>, 
/**
 * Sunday.
 */
sun: Array<CalendarWindow>, };

export type CalendarWindow = [string, string];

export type Calendars = { calendars: Array<CalendarView>, };

export type CancelJobInput = { id: JobId, };

export type CategoryId = number;

export type CategoryOptionsInput = { search?: string | null, ids?: Array<CategoryId>, limit: number, };

export type Cell = { 
/**
 * As people read it; a dash for a gap.
 */
text: string, 
/**
 * The number behind it, in the unit of the axis; none for names and gaps.
 */
value: number | null, };

export type Certainty = "sure" | "likely" | "ambiguous";

export type ChangePasswordInput = { current: string, new: string, };

export type ChangeView = { field: string, kind: ColumnKind, before: string | number | boolean | null, after: string | number | boolean | null, };

export type Check = { 
/**
 * A catalogue key under `admin:check.`.
 */
code: string, ok: boolean, params: Record<string, string | number>, };

export type Choice = { id: number, code: string, name: string, };

export type ChoiceSpec = { 
/**
 * The code.
 */
code: string, 
/**
 * Its words, in every language.
 */
synonyms: Array<string>, };

export type Choices = { options: Array<Choice>, };

export type ClearDemoInput = Record<symbol, never>;

export type ClearReport = { orders: number, 
/**
 * Outlets and the like that other rows use by now, so left.
 */
kept: number, };

export type Column = { 
/**
 * `band`, or the key of a series.
 */
key: string, 
/**
 * Its heading, for people.
 */
label: string, 
/**
 * On which side its texts stand.
 */
align: Align, };

export type ColumnKind = "text" | "integer" | "decimal" | "money" | "datetime" | "duration" | "flag" | "enum" | "ref";

export type ColumnPreview = { 
/**
 * Its name, distinct within the file.
 */
name: string, 
/**
 * Place from 0.
 */
position: number, 
/**
 * Why the name is not the one in the file, if so.
 */
note: HeaderNote | null, 
/**
 * What it seems to hold.
 */
kind: SourceKind, 
/**
 * Rows with a value.
 */
filled: number, 
/**
 * Some different values, in the order of the file.
 */
samples: Array<string>, 
/**
 * All values with their counts where they are few, the most frequent first.
 */
distinct: Array<DistinctValue> | null, 
/**
 * The format of its dates; also given for bare numbers that could be dates, while `kind` stays a number.
 */
date: DateGuess | null, 
/**
 * What a person should know.
 */
notes: Array<PreviewNote>, };

export type CommentInput = { id: number, text: string, 
/**
 * Whom it calls.
 */
mentions: Array<UserId>, };

export type CommentList = { comments: Array<CommentView>, };

export type CommentView = { id: number, at: Ms, by: string, 
/**
 * One's own: it can be taken back.
 */
mine: boolean, 
/**
 * Taken back by its author; the text is gone.
 */
deleted: boolean, text: string, mentions: Array<MentionedPerson>, };

export type CommentsInput = { id: number, };

export type CompareClass = { 
/**
 * A text under `policies:compare.class.`.
 */
code: string, params: Record<string, string>, count: number, 
/**
 * The source's due time less the policy's, milliseconds: the smallest and the largest difference.
 */
least_ms: number, most_ms: number, samples: Array<CompareSample>, };

export type ComparePolicyInput = { policy_id: PolicyId, filter?: Filter | null, };

export type CompareReport = { policy: string, revision: number, milestone: string, 
/**
 * The zone of the calendar it is counted on: the zone in which hours and days are meant.
 */
zone: string, 
/**
 * Imported orders with a due time that the policy is for.
 */
compared: number, equal: number, 
/**
 * Every mismatch, by what explains it; the largest class first.
 */
classes: Array<CompareClass>, };

export type CompareSample = { id: WorkOrderId, number: string, opened_at: Ms, due_at: Ms, computed_at: Ms, };

export type CompareWith = "previous" | "year" | "none";

export type Comparison = { policy: string, revision: number, clocks: Array<MilestoneResult>, };

export type ConvertInput = { longitude: number, latitude: number, from: CoordinateSystem, to: CoordinateSystem, };

export type CoordinateSystem = "wgs84" | "gcj02" | "bd09";

export type CopyInput = { id: number, };

export type CreateCustomerInput = { code: string, customer: CustomerWords, };

export type CreateDictionaryEntryInput = { dictionary: Dictionary, code: string, name: string, name_en?: string | null, rank: number, };

export type CreateEngineerInput = { code: string, engineer: EngineerWords, };

export type CreateOutletInput = { code: string, outlet: OutletWords, };

export type CreateRegionInput = { code: string, region: RegionWords, };

export type CreateUserInput = { login: string, name: string, password: string, roles: Array<string>, scope: ScopeView, must_change_password: boolean, };

export type CustomerId = number;

export type CustomerInput = { id: CustomerId, };

export type CustomerKind = "person" | "company";

export type CustomerView = { id: CustomerId, version: number, code: string, name: string, kind: CustomerKind, tier: string | null, phone: string | null, address: string | null, latitude: number | null, longitude: number | null, 
/**
 * Orders of this customer that the person may see.
 */
work_orders: number, 
/**
 * Telephone and address are masked, and so cannot be changed.
 */
masked: boolean, };

export type CustomerWords = { name: string, kind: CustomerKind, tier?: string | null, phone?: string | null, address?: string | null, 
/**
 * Degrees, WGS-84.
 */
latitude?: number | null, longitude?: number | null, };

export type Dashboard = { overview: Overview, 
/**
 * In the order asked for.
 */
figures: Array<Drawing>, };

export type DateFormat = "ymd" | "mdy" | "dmy" | "compact" | "excel_serial" | "excel_serial1904" | "epoch_s" | "epoch_ms";

export type DateGuess = { 
/**
 * The format to propose.
 */
format: DateFormat, 
/**
 * All formats that read the samples equally well, the proposed one first.
 */
candidates: Array<DateFormat>, 
/**
 * Month and day could be exchanged (`01/02/2015`): a person has to say.
 */
ambiguous: boolean, 
/**
 * Whether any sample has a time of day.
 */
has_time: boolean, 
/**
 * The samples are bare numbers, which may be no dates at all.
 */
bare_numbers: boolean, };

export type DeleteCommentInput = { id: number, comment: number, };

export type DeleteViewInput = { id: number, version: number, };

export type DemoAccount = { login: string, name: string, role: string, };

export type DemoRun = { 
/**
 * The batch that its rows belong to.
 */
batch_id: number, seed: number, orders: number, as_of: Ms, accounts: Array<DemoAccount>, };

export type DemoStatus = { possible: boolean, holds: Holdings, made?: DemoRun, };

export type DemoStatusInput = Record<symbol, never>;

export type Dictionary = "cause" | "symptom" | "action" | "hold_reason" | "cancel_reason" | "urge_reason" | "channel" | "unaudit_reason" | "void_reason" | "remove_reason";

export type DictionaryEntryInput = { id: EntryId, };

export type DictionaryOptionsInput = { dictionary?: Dictionary | null, search?: string | null, ids?: Array<EntryId>, limit: number, };

export type DistinctValue = { 
/**
 * The value.
 */
value: string, 
/**
 * Rows that have it, among those looked at.
 */
count: number, };

export type DivisionLevel = "province" | "city" | "district";

export type DivisionList = { divisions: Array<DivisionView>, };

export type DivisionName = { code: string, name: string, english: string, };

export type DivisionView = { 
/**
 * Six digits of GB/T 2260.
 */
code: string, name: string, english: string, level: DivisionLevel, 
/**
 * From the province down to itself.
 */
path: Array<DivisionName>, 
/**
 * Of its centroid: WGS-84 degrees, within about a kilometre.
 */
longitude: number, latitude: number, 
/**
 * False where only the centroid of its parent is known.
 */
own_centroid: boolean, 
/**
 * Whether others stand below it.
 */
has_below: boolean, };

export type DivisionsInput = { parent?: string | null, };

export type DocumentAction = "audit" | "unaudit" | "void" | "copy" | "comment" | "attach" | "remove_attachment";

export type DocumentInput = { id: number, };

export type DocumentPhase = "draft" | "submitted" | "audited" | "closed" | "void";

export type DocumentView = { id: number, version: number, number: string, 
/**
 * The kind's own state.
 */
state: string, phase: DocumentPhase, audited_at?: Ms, audited_by?: string, 
/**
 * Who changed it last; absent where nobody has since it came in.
 */
changed?: LastChange, 
/**
 * What this person may do to it at all, and what its phase allows now.
 */
actions: Array<ActionView>, 
/**
 * Its fields, to compare with another version of it.
 */
facts: Array<Fact>, comments: number, attachments: number, };

export type Doubles = "skip" | "update";

export type Drawing = { 
/**
 * A complete SVG document. It has no ids, no script and no style, so that several fit in one page under
 * a strict content policy.
 */
svg: string, 
/**
 * Width in CSS pixels.
 */
width: number, 
/**
 * Height in CSS pixels.
 */
height: number, 
/**
 * There is no value to show: the UI says what belongs here instead.
 */
empty: boolean, 
/**
 * The part between the axes, for a crosshair.
 */
plot: Rect, 
/**
 * The values to hover, focus and open.
 */
marks: Array<Mark>, 
/**
 * The series that the legend names; none where a single one needs no name or the sheet has no room.
 */
legend: Array<Legend>, 
/**
 * The same numbers as text.
 */
table: Table, };

export type Engine = "sqlite" | "postgres";

export type EngineerId = number;

export type EngineerInput = { id: EngineerId, };

export type EngineerOptionsInput = { search?: string | null, ids?: Array<number>, limit: number, };

export type EngineerView = { id: EngineerId, version: number, code: string, name: string, outlet_id: OutletId, outlet_name: string, phone: string | null, skills: string | null, active: boolean, masked: boolean, };

export type EngineerWords = { name: string, outlet_id: OutletId, phone?: string | null, skills?: string | null, active: boolean, };

export type EntryId = number;

export type EntryView = { id: EntryId, version: number, dictionary: Dictionary, code: string, name: string, 
/**
 * Its name in English; where there is none, `name` stands in both languages.
 */
name_en?: string, 
/**
 * Place among its like, smallest first; equal places by code.
 */
rank: number, active: boolean, };

export type EventGroup = "step" | "change" | "decision" | "comment" | "attachment";

export type ExportReport = { file: FileRef, rows: number, };

export type Fact = { field: string, kind: ColumnKind, value: string | number | boolean | null, };

export type FieldKind = "text" | "integer" | "money" | "quantity" | "date" | "number" | "choice" | "flag";

export type FieldMap = { 
/**
 * The column it comes from.
 */
column: string | null, 
/**
 * The same text for every row; with a column, the text for rows that have none.
 */
constant: string | null, 
/**
 * Whether blanks around the text are dropped.
 */
trim: boolean, 
/**
 * The format of dates; year first when nothing is said. Date cells of spreadsheets need none.
 */
date: DateFormat | null, 
/**
 * The zone of dates that name none, where it is not the one of the whole mapping.
 */
zone: string | null, 
/**
 * How numbers are written.
 */
number: NumberStyle, 
/**
 * Translation of values, from the file's to ours.
 */
values: { [key in string]: string }, 
/**
 * Texts that mean that there is nothing, such as `NULL` or `-`.
 */
blanks: Array<string>, };

export type FieldSpec = { 
/**
 * Its name.
 */
key: string, 
/**
 * What it holds.
 */
kind: FieldKind, 
/**
 * Whether every row must have it.
 */
required: boolean, 
/**
 * Header names that mean it, in every language.
 */
synonyms: Array<string>, 
/**
 * The codes of a choice.
 */
choices: Array<ChoiceSpec>, };

export type FieldSuggestion = { 
/**
 * The field.
 */
field: string, 
/**
 * The column.
 */
column: string, 
/**
 * How sure, 0 to 100.
 */
confidence: number, 
/**
 * Why.
 */
reason: Reason, 
/**
 * For choices: values of the column that no word of the field explains. A person has to translate them.
 */
unknown_values: Array<string>, 
/**
 * Dates whose month and day could be exchanged: a person has to say which.
 */
ambiguous_dates: boolean, };

export type FigureAsk = { which: FigureName, grain?: Grain, measure?: Measure, by?: ParetoBy, rank?: RankBy, 
/**
 * Keys of series that the person has put aside.
 */
hidden?: Array<string>, 
/**
 * CSS pixels.
 */
width: number, height: number, };

export type FigureFileReport = { file: FileRef, };

export type FigureFormat = "svg" | "png" | "xlsx";

export type FigureName = "on_time_trend" | "flow" | "backlog_ageing" | "outlet_ranking" | "pareto" | "weekday_hour";

export type FileFormat = "csv" | "xlsx" | "ods" | "xls";

export type FileRef = { file: string, name: string, bytes: number, };

export type Filter = { and: Array<Filter>, } | { or: Array<Filter>, } | { not: Filter, } | { field: string, op: FilterOp, value?: unknown, };

export type FilterOp = "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "between" | "in" | "not_in" | "during" | "contains" | "lacks" | "starts" | "is_null" | "not_null";

export type Format = "xlsx" | "csv";

export type GivenReason = { code: string, note?: string | null, };

export type Grain = "auto" | "day" | "week" | "month";

export type GridColumnView = { key: string, kind: ColumnKind, options: Array<string>, filters: Array<FilterOp>, sortable: boolean, sum: boolean, width: number, visible: boolean, 
/**
 * Personal data that this person sees masked.
 */
masked: boolean, 
/**
 * The search box finds rows by it.
 */
found: boolean, };

export type GridColumns = { columns: Array<GridColumnView>, default_sort: Array<Sort>, };

export type GridColumnsInput = {  };

export type GridExportInput = { sort?: Array<Sort>, 
/**
 * The columns, in the order in which they are seen.
 */
columns: Array<string>, format: Format, filter?: Filter | null, 
/**
 * Words of the search box.
 */
text?: string | null, 
/**
 * Only these, at most [`MAX_NAMED`].
 */
ids?: Array<number> | null, 
/**
 * Not these.
 */
except?: Array<number>, };

export type GridPage = { rows: Record<string, unknown>[], next?: string, };

export type GridPageInput = { filter?: Filter | null, 
/**
 * Words of the search box.
 */
text?: string | null, 
/**
 * Only these, at most [`MAX_NAMED`].
 */
ids?: Array<number> | null, sort?: Array<Sort>, offset?: number, limit: number, 
/**
 * Where the previous block ended (`next` of its answer); used instead of `offset` when it can be.
 */
after?: string | null, };

export type GridPrintInput = { sort?: Array<Sort>, 
/**
 * The columns, in the order in which they are seen.
 */
columns: Array<string>, 
/**
 * The name of the view, where it has one.
 */
title?: string, filter?: Filter | null, 
/**
 * Words of the search box.
 */
text?: string | null, 
/**
 * Only these, at most [`MAX_NAMED`].
 */
ids?: Array<number> | null, 
/**
 * Not these.
 */
except?: Array<number>, };

export type GridTotal = { count: number, sums: Record<string, number>, };

export type GridTotalInput = { filter?: Filter | null, 
/**
 * Words of the search box.
 */
text?: string | null, 
/**
 * Only these, at most [`MAX_NAMED`].
 */
ids?: Array<number> | null, 
/**
 * Not these.
 */
except?: Array<number>, };

export type HeaderNote = "duplicate_header" | "blank_header";

export type Hit = { 
/**
 * `work_order`, `customer`, `outlet`, `engineer`, `user` …
 */
kind: string, id: number, 
/**
 * Its number or name.
 */
title: string, 
/**
 * What else tells it apart; personal data as masked as in its list.
 */
detail: string, 
/**
 * The column that the search met; its heading stands under `grid:<kind>s.columns.<key>`.
 */
matched: string, };

export type Hits = { hits: Array<Hit>, 
/**
 * Rows are still being read for the search: initials of new names may not be known yet.
 */
indexing: boolean, };

export type Holdings = { work_orders: number, regions: number, outlets: number, engineers: number, customers: number, categories: number, };

export type Holiday = { 
/**
 * The civil date in the calendar's zone.
 */
date: string, 
/**
 * Its name, as the announcement gives it.
 */
name: string, };

export type HolidaySource = "shipped" | "imported";

export type HolidayYear = { year: number, 
/**
 * Days off and make-up workdays.
 */
days: number, source: HolidaySource, };

export type HolidayYearList = { years: Array<HolidayYear>, };

export type HolidayYearsInput = Record<symbol, never>;

export type ImportBatch = { id: BatchId, kind: string, file_name: string, 
/**
 * `staging`, `committed`, `undone`, `failed`.
 */
state: string, actor_name: string, created_at: Ms, 
/**
 * Absent where nothing was written.
 */
report?: ImportReport, };

export type ImportBatchInput = { batch_id: BatchId, };

export type ImportHolidaysInput = { text: string, };

export type ImportKindView = { kind: string, fields: Array<FieldSpec>, };

export type ImportKinds = { kinds: Array<ImportKindView>, };

export type ImportKindsInput = Record<symbol, never>;

export type ImportOptionsInput = { search?: string | null, ids?: Array<number>, limit: number, };

export type ImportReport = { 
/**
 * The batch, where something was written.
 */
batch_id?: BatchId, 
/**
 * Rows read: created + updated + skipped + rejected, unless nothing was taken.
 */
read: number, created: number, updated: number, 
/**
 * Doubles of rows that are here already.
 */
skipped: number, 
/**
 * Of the skipped ones: those that would have been updated, but meet records that are audited or were made void here.
 */
settled: number, rejected: number, flagged: Array<MadeCount>, reasons: Array<ReasonCount>, rejects?: FileRef, dry_run: boolean, 
/**
 * Whether the rows are in the workspace now.
 */
committed: boolean, 
/**
 * Outlets, categories … made because rows named them.
 */
made: Array<MadeCount>, };

export type ImportRunInput = { upload: string, kind: string, mapping: Mapping, 
/**
 * IANA zone of dates that name none, where the mapping tells none; else the workspace's.
 */
zone?: string | null, doubles: Doubles, errors: OnErrors, 
/**
 * Make outlets and categories that rows name and that do not exist.
 */
create_missing: boolean, dry_run: boolean, };

export type ImportValues = { values: Array<ValueCount>, 
/**
 * How many different ones there are.
 */
distinct: number, 
/**
 * Whether there are so many that not all were counted.
 */
more: boolean, };

export type ImportValuesInput = { upload: string, kind: string, options?: ReadChoices, column: string, limit: number, };

export type InboxId = number;

export type InboxItem = { id: InboxId, at: Ms, code: string, params: Record<string, string | number>, link?: InboxLink, 
/**
 * When it was marked as read; absent while it is not.
 */
read_at?: Ms, };

export type InboxLink = { 
/**
 * What kind of record: `work_order`, `job` …
 */
kind: string, id: number, };

export type InboxList = { items: Array<InboxItem>, 
/**
 * Whether there are older ones.
 */
more: boolean, };

export type InboxListInput = { unread_only?: boolean, 
/**
 * Only items older than this one: the last of the page before.
 */
before?: InboxId, 
/**
 * 1 to 200; 30 unless told.
 */
limit?: number, };

export type InboxMarkInput = { 
/**
 * 1 to 200 of one's own; those of others are passed over.
 */
ids?: Array<InboxId>, all?: boolean, 
/**
 * What a page has just shown anyway.
 */
link?: InboxLink, };

export type InboxUnreadInput = Record<symbol, never>;

export type InsightBacklogAgeingInput = { grain?: Grain, measure?: Measure, by?: ParetoBy, rank?: RankBy, 
/**
 * CSS pixels.
 */
width: number, height: number, 
/**
 * The first business day is the one that holds this instant (workspace zone).
 */
from: Ms, 
/**
 * The business day that holds this instant, and all after it, are out.
 */
to: Ms, 
/**
 * Empty: all that the person may see.
 */
outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them. Empty: no condition.
 */
region_ids?: Array<RegionId>, 
/**
 * Empty: no condition.
 */
category_ids?: Array<CategoryId>, 
/**
 * Kinds of orders (`work_orders/rules.rs`). Empty: no condition.
 */
kinds?: Array<string>, 
/**
 * Priorities of orders. Empty: no condition.
 */
priorities?: Array<string>, 
/**
 * What `previous` of each figure speaks of.
 */
compare?: CompareWith, };

export type InsightBriefInput = { outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them.
 */
region_ids?: Array<RegionId>, category_ids?: Array<CategoryId>, kinds?: Array<string>, priorities?: Array<string>, };

export type InsightBriefPdfInput = { outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them.
 */
region_ids?: Array<RegionId>, category_ids?: Array<CategoryId>, kinds?: Array<string>, priorities?: Array<string>, };

export type InsightDashboardInput = { 
/**
 * At most twelve.
 */
figures?: Array<FigureAsk>, 
/**
 * The first business day is the one that holds this instant (workspace zone).
 */
from: Ms, 
/**
 * The business day that holds this instant, and all after it, are out.
 */
to: Ms, 
/**
 * Empty: all that the person may see.
 */
outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them. Empty: no condition.
 */
region_ids?: Array<RegionId>, 
/**
 * Empty: no condition.
 */
category_ids?: Array<CategoryId>, 
/**
 * Kinds of orders (`work_orders/rules.rs`). Empty: no condition.
 */
kinds?: Array<string>, 
/**
 * Priorities of orders. Empty: no condition.
 */
priorities?: Array<string>, 
/**
 * What `previous` of each figure speaks of.
 */
compare?: CompareWith, };

export type InsightFigureFileInput = { which: FigureName, format: FigureFormat, grain?: Grain, measure?: Measure, by?: ParetoBy, rank?: RankBy, 
/**
 * CSS pixels; a PNG has two of its own for each.
 */
width: number, height: number, dark?: boolean, 
/**
 * The first business day is the one that holds this instant (workspace zone).
 */
from: Ms, 
/**
 * The business day that holds this instant, and all after it, are out.
 */
to: Ms, 
/**
 * Empty: all that the person may see.
 */
outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them. Empty: no condition.
 */
region_ids?: Array<RegionId>, 
/**
 * Empty: no condition.
 */
category_ids?: Array<CategoryId>, 
/**
 * Kinds of orders (`work_orders/rules.rs`). Empty: no condition.
 */
kinds?: Array<string>, 
/**
 * Priorities of orders. Empty: no condition.
 */
priorities?: Array<string>, 
/**
 * What `previous` of each figure speaks of.
 */
compare?: CompareWith, };

export type InsightFlowInput = { grain?: Grain, measure?: Measure, by?: ParetoBy, rank?: RankBy, 
/**
 * CSS pixels.
 */
width: number, height: number, 
/**
 * The first business day is the one that holds this instant (workspace zone).
 */
from: Ms, 
/**
 * The business day that holds this instant, and all after it, are out.
 */
to: Ms, 
/**
 * Empty: all that the person may see.
 */
outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them. Empty: no condition.
 */
region_ids?: Array<RegionId>, 
/**
 * Empty: no condition.
 */
category_ids?: Array<CategoryId>, 
/**
 * Kinds of orders (`work_orders/rules.rs`). Empty: no condition.
 */
kinds?: Array<string>, 
/**
 * Priorities of orders. Empty: no condition.
 */
priorities?: Array<string>, 
/**
 * What `previous` of each figure speaks of.
 */
compare?: CompareWith, };

export type InsightLimits = { 
/**
 * Whole hours within which a complaint is answered (domain §1.4, T6: 24).
 */
complaint_hours: number, 
/**
 * Outlets with fewer judged orders than this are marked and pulled towards the mean of all when they are ranked.
 */
rank_minimum: number, 
/**
 * Business days at which one bar of the backlog's ages ends and the next begins, ascending.
 */
ageing_days: Array<number>, 
/**
 * Minutes left at which one column of the monitor ends and the next begins: three, ascending.
 */
monitor_minutes: Array<number>, 
/**
 * How many weeks back the brief looks for what is usual on a weekday.
 */
brief_weeks: number, };

export type InsightMonitorInput = { outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them.
 */
region_ids?: Array<RegionId>, category_ids?: Array<CategoryId>, kinds?: Array<string>, priorities?: Array<string>, };

export type InsightOnTimeTrendInput = { grain?: Grain, measure?: Measure, by?: ParetoBy, rank?: RankBy, 
/**
 * CSS pixels.
 */
width: number, height: number, 
/**
 * The first business day is the one that holds this instant (workspace zone).
 */
from: Ms, 
/**
 * The business day that holds this instant, and all after it, are out.
 */
to: Ms, 
/**
 * Empty: all that the person may see.
 */
outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them. Empty: no condition.
 */
region_ids?: Array<RegionId>, 
/**
 * Empty: no condition.
 */
category_ids?: Array<CategoryId>, 
/**
 * Kinds of orders (`work_orders/rules.rs`). Empty: no condition.
 */
kinds?: Array<string>, 
/**
 * Priorities of orders. Empty: no condition.
 */
priorities?: Array<string>, 
/**
 * What `previous` of each figure speaks of.
 */
compare?: CompareWith, };

export type InsightOutletRankingInput = { grain?: Grain, measure?: Measure, by?: ParetoBy, rank?: RankBy, 
/**
 * CSS pixels.
 */
width: number, height: number, 
/**
 * The first business day is the one that holds this instant (workspace zone).
 */
from: Ms, 
/**
 * The business day that holds this instant, and all after it, are out.
 */
to: Ms, 
/**
 * Empty: all that the person may see.
 */
outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them. Empty: no condition.
 */
region_ids?: Array<RegionId>, 
/**
 * Empty: no condition.
 */
category_ids?: Array<CategoryId>, 
/**
 * Kinds of orders (`work_orders/rules.rs`). Empty: no condition.
 */
kinds?: Array<string>, 
/**
 * Priorities of orders. Empty: no condition.
 */
priorities?: Array<string>, 
/**
 * What `previous` of each figure speaks of.
 */
compare?: CompareWith, };

export type InsightOverviewInput = { 
/**
 * The first business day is the one that holds this instant (workspace zone).
 */
from: Ms, 
/**
 * The business day that holds this instant, and all after it, are out.
 */
to: Ms, 
/**
 * Empty: all that the person may see.
 */
outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them. Empty: no condition.
 */
region_ids?: Array<RegionId>, 
/**
 * Empty: no condition.
 */
category_ids?: Array<CategoryId>, 
/**
 * Kinds of orders (`work_orders/rules.rs`). Empty: no condition.
 */
kinds?: Array<string>, 
/**
 * Priorities of orders. Empty: no condition.
 */
priorities?: Array<string>, 
/**
 * What `previous` of each figure speaks of.
 */
compare?: CompareWith, };

export type InsightParetoInput = { grain?: Grain, measure?: Measure, by?: ParetoBy, rank?: RankBy, 
/**
 * CSS pixels.
 */
width: number, height: number, 
/**
 * The first business day is the one that holds this instant (workspace zone).
 */
from: Ms, 
/**
 * The business day that holds this instant, and all after it, are out.
 */
to: Ms, 
/**
 * Empty: all that the person may see.
 */
outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them. Empty: no condition.
 */
region_ids?: Array<RegionId>, 
/**
 * Empty: no condition.
 */
category_ids?: Array<CategoryId>, 
/**
 * Kinds of orders (`work_orders/rules.rs`). Empty: no condition.
 */
kinds?: Array<string>, 
/**
 * Priorities of orders. Empty: no condition.
 */
priorities?: Array<string>, 
/**
 * What `previous` of each figure speaks of.
 */
compare?: CompareWith, };

export type InsightReportInput = { 
/**
 * The key figures, in their order; all there are where nothing is said.
 */
kpis?: Array<KpiKey> | null, 
/**
 * The charts, in their order; all there are where nothing is said. Their sizes are the paper's affair.
 */
figures?: Array<FigureAsk> | null, format: ReportFormat, 
/**
 * The first business day is the one that holds this instant (workspace zone).
 */
from: Ms, 
/**
 * The business day that holds this instant, and all after it, are out.
 */
to: Ms, 
/**
 * Empty: all that the person may see.
 */
outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them. Empty: no condition.
 */
region_ids?: Array<RegionId>, 
/**
 * Empty: no condition.
 */
category_ids?: Array<CategoryId>, 
/**
 * Kinds of orders (`work_orders/rules.rs`). Empty: no condition.
 */
kinds?: Array<string>, 
/**
 * Priorities of orders. Empty: no condition.
 */
priorities?: Array<string>, 
/**
 * What `previous` of each figure speaks of.
 */
compare?: CompareWith, };

export type InsightSaveTargetsInput = { targets?: Array<KpiTarget>, 
/**
 * All of them, or absent where none changes.
 */
limits?: InsightLimits, };

export type InsightTargetsInput = Record<symbol, never>;

export type InsightWeekdayHourInput = { grain?: Grain, measure?: Measure, by?: ParetoBy, rank?: RankBy, 
/**
 * CSS pixels.
 */
width: number, height: number, 
/**
 * The first business day is the one that holds this instant (workspace zone).
 */
from: Ms, 
/**
 * The business day that holds this instant, and all after it, are out.
 */
to: Ms, 
/**
 * Empty: all that the person may see.
 */
outlet_ids?: Array<OutletId>, 
/**
 * With all regions below them. Empty: no condition.
 */
region_ids?: Array<RegionId>, 
/**
 * Empty: no condition.
 */
category_ids?: Array<CategoryId>, 
/**
 * Kinds of orders (`work_orders/rules.rs`). Empty: no condition.
 */
kinds?: Array<string>, 
/**
 * Priorities of orders. Empty: no condition.
 */
priorities?: Array<string>, 
/**
 * What `previous` of each figure speaks of.
 */
compare?: CompareWith, };

export type InspectInput = { upload: string, kind: string, options?: ReadChoices, };

export type Inspection = { file_name: string, bytes: number, preview: Preview, 
/**
 * The mapping remembered for this header, or the proposed one.
 */
mapping: Mapping, 
/**
 * Whether it is remembered from an earlier import.
 */
remembered: boolean, 
/**
 * The grounds of a proposal, by field.
 */
suggestions: Array<FieldSuggestion>, 
/**
 * Required fields that nothing fills yet.
 */
missing: Array<string>, };

export type InstallPresetsInput = Record<symbol, never>;

export type JobId = number;

export type JobInput = { id: JobId, };

export type JobList = { jobs: Array<JobView>, };

export type JobState = "queued" | "running" | "succeeded" | "failed" | "cancelled";

export type JobView = { id: JobId, 
/**
 * The operation that started it.
 */
kind: string, state: JobState, 
/**
 * A catalogue key under `jobs:phase.`.
 */
phase: string, done: number, total?: number, started_at: Ms, finished_at?: Ms, result?: unknown, error?: ApiError, user_id: UserId, };

export type JobsInput = Record<symbol, never>;

export type JudgedBy = { name: string, revision: number, };

export type Kind = "invalid" | "refused" | "not_found" | "forbidden" | "unauthenticated" | "stale" | "conflict" | "busy" | "fault";

export type Kpi = { key: KpiKey, unit: Unit, better: Better, value?: number, 
/**
 * For shares: orders that met their target.
 */
numerator?: number, 
/**
 * Orders that the value speaks of; `drill` lists exactly these.
 */
denominator?: number, target?: number, 
/**
 * Judged on the exact counts, not on the rounded value.
 */
standing?: Standing, 
/**
 * The same figure in the period it is compared with; none for what is counted now.
 */
previous?: number, missing?: Missing, 
/**
 * How far the value can be off, in basis points of it (percentiles come from a histogram).
 */
error_bound?: number, 
/**
 * The figure in each band of `Overview::bands`, in its unit; a band without a value is a gap. Empty for what has no
 * past (how many were overdue on a day that is over is not kept).
 */
spark: (number | null)[], parts: Array<KpiPart>, drill: Filter, };

export type KpiKey = "response_on_time" | "resolution_on_time" | "resolution_rate" | "first_visit_fix" | "response_mean" | "handling_mean" | "handling_median" | "handling_p90" | "open" | "overdue" | "backlog_age" | "satisfaction" | "complaints_in_24h" | "opened" | "completed" | "cost";

export type KpiPart = { 
/**
 * `met`, `breached`, `no_target`, `solved`, `unsolved`, `fixed`, `not_fixed`, `answered`, `late`, `waiting`: texts
 * under `insight:part.<key>`.
 */
key: string, count: number, drill: Filter, };

export type KpiTarget = { key: KpiKey, 
/**
 * None: no target.
 */
value: number | null, };

export type KpiTargets = { targets: Array<KpiTarget>, limits: InsightLimits, };

export type LastChange = { at: Ms, by_id: UserId, by: string, };

export type LayerDetails = { 
/**
 * West, south, east, north in WGS-84 degrees.
 */
bounds?: [number, number, number, number], 
/**
 * Of PMTiles: the zooms it holds.
 */
zooms?: [number, number], 
/**
 * Of PMTiles: whether its tiles are shapes (MVT) and not pictures.
 */
vector: boolean, 
/**
 * Of GeoJSON: how many features.
 */
features?: number, 
/**
 * Of GeoJSON: the names of its properties.
 */
properties: Array<string>, };

export type LayerKind = "tiles" | "geojson" | "pmtiles";

export type LayerList = { layers: Array<LayerView>, };

export type LayerView = { id: number, version: number, kind: LayerKind, name: string, source: string, 
/**
 * 审图号; empty where the map needs none.
 */
approval_number: string, 
/**
 * The system of the tiles; areas are converted to WGS-84 when they come in.
 */
coordinate_system: CoordinateSystem, 
/**
 * The address without the key; for administrators only.
 */
url?: string, has_key: boolean, bytes?: number, join_property?: string, details: LayerDetails, active: boolean, };

export type LayersInput = Record<symbol, never>;

export type Legend = { 
/**
 * Key of the series.
 */
key: string, 
/**
 * Its name for people, also where the legend shows it cut.
 */
name: string, 
/**
 * Swatch and name together.
 */
place: Rect, 
/**
 * Whether it was put aside.
 */
hidden: boolean, };

export type LocateInput = { address: string, };

export type LocateView = { 
/**
 * How sure the first of them is; absent where the address names no division.
 */
certainty?: Certainty, 
/**
 * The division that the address names, or all of that name.
 */
divisions: Array<DivisionView>, };

export type LockInput = Record<symbol, never>;

export type LogInInput = { login: string, password: string, };

export type LogOutInput = Record<symbol, never>;

export type MadeCount = { code: string, count: number, };

export type MakeUpDay = { 
/**
 * The civil date in the calendar's zone.
 */
date: string, 
/**
 * The holiday it makes up for.
 */
name: string, 
/**
 * Whose windows it uses; Monday's unless the announcement or the company says otherwise.
 */
like: CalendarDayName, };

export type ManyReport = { done: number, refused: number, 
/**
 * Those that were refused, at most two hundred.
 */
rows: Array<RowOutcome>, };

export type MapBounds = { west: number, south: number, east: number, north: number, };

export type MapPointsInput = { filter?: Filter | null, bounds?: MapBounds | null, };

export type MapPointsView = { id: Array<number>, 
/**
 * WGS-84 degrees, to about ten centimetres; the middle of a cell where `coarse_km` is there.
 */
longitude: Array<number>, latitude: Array<number>, 
/**
 * How each stands: a place in `states`.
 */
state: Array<number>, due_at: Array<Ms | null>, 
/**
 * The codes that `state` points at, worst first; texts under `maps:state.`.
 */
states: Array<string>, 
/**
 * How many orders of the filter have a place at all, and how many have none.
 */
located: number, unlocated: number, 
/**
 * There are more points than one answer holds.
 */
cut_off: boolean, 
/**
 * Width in kilometres of the cells that stand for exact places, for those who may not see addresses.
 */
coarse_km?: number, 
/**
 * When "overdue" and "due soon" were judged.
 */
as_of: Ms, };

export type MapRegionsInput = Record<symbol, never>;

export type MapRegionsView = { code: Array<string>, name: Array<string>, open: Array<number>, overdue: Array<number>, as_of: Ms, };

export type Mapping = { 
/**
 * How the file is opened.
 */
choices: ReadChoices, 
/**
 * IANA zone of dates that name none; the workspace's when nothing is said.
 */
zone: string | null, 
/**
 * The fields, by key.
 */
fields: { [key in string]: FieldMap }, };

export type Mark = { 
/**
 * Key of its series.
 */
series: string, 
/**
 * Name of its series, for people.
 */
series_name: string, 
/**
 * Number of its band, from 0; also its row in the table.
 */
band: number, 
/**
 * Full text of its band, also where the axis shows it cut or not at all.
 */
label: string, 
/**
 * The value as people read it.
 */
value: string, 
/**
 * The point's drill, untouched.
 */
drill: unknown, } & ({ "shape": "rect", 
/**
 * Left edge.
 */
x: number, 
/**
 * Upper edge.
 */
y: number, 
/**
 * Width.
 */
w: number, 
/**
 * Height.
 */
h: number, } | { "shape": "circle", 
/**
 * Centre from the left.
 */
cx: number, 
/**
 * Centre from above.
 */
cy: number, 
/**
 * Radius.
 */
r: number, });

export type Me = { id: UserId, login: string, name: string, roles: Array<string>, permissions: Array<string>, scope: ScopeView, must_change_password: boolean, locked: boolean, };

export type Measure = "opened" | "breached";

export type MentionedPerson = { id: UserId, name: string, };

export type Message = { code: string, params: Record<string, string | number>, 
/**
 * The record that it is about.
 */
link?: InboxLink, 
/**
 * Whom it is for.
 */
user_id: UserId, };

export type MilestoneResult = { 
/**
 * Key of the milestone in its policy; `promise.KEY` for a promise.
 */
key: string, 
/**
 * 1, and one more for each reopening that counts.
 */
cycle: number, 
/**
 * What the clock says.
 */
state: MilestoneState, 
/**
 * What it would say without the exemption.
 */
state_unexcused: MilestoneState, 
/**
 * Where the due time comes from; absent without one.
 */
due_source: SlaDueSource | null, 
/**
 * When the clock started (the real moment, also outside hours), epoch milliseconds.
 */
started_at_ms: number | null, 
/**
 * When it stopped.
 */
stopped_at_ms: number | null, 
/**
 * When it is due. While paused: when it would be due if the pause ended now.
 */
due_ms: number | null, 
/**
 * When it was due at first, before pauses, changes and rescheduling.
 */
original_due_ms: number | null, 
/**
 * The target in force.
 */
target: SlaTarget | null, 
/**
 * The target in open milliseconds.
 */
target_ms: number | null, 
/**
 * Open milliseconds that counted, to the stop or to `now`. Without a calendar: wall time.
 */
elapsed_ms: number, 
/**
 * Wall milliseconds the customer waited.
 */
wall_ms: number, 
/**
 * Open milliseconds that pauses took out.
 */
paused_ms: number, 
/**
 * Wall milliseconds that pauses took.
 */
paused_wall_ms: number, 
/**
 * Open milliseconds left to the due time; negative: since then.
 */
remaining_ms: number | null, 
/**
 * Thresholds, ascending.
 */
thresholds: Array<SlaThreshold>, 
/**
 * What moved the due time.
 */
changes: Array<SlaDueChange>, 
/**
 * The result rests on a year whose holidays are not announced.
 */
provisional: boolean, 
/**
 * Who excused it.
 */
exemption: SlaExemption | null, 
/**
 * How bad a breach is.
 */
severity: SlaSeverity, 
/**
 * What a person should see.
 */
notes: Array<SlaNote>, 
/**
 * Why the due time is what it is; only when asked for.
 */
explanation: SlaExplanation | null, };

export type MilestoneSpec = { 
/**
 * Stable code, unique in the policy.
 */
key: string, 
/**
 * The clock starts at the first of these.
 */
starts_on: Array<SlaStep>, 
/**
 * It stops at the first of these after that.
 */
stops_on: Array<SlaStep>, 
/**
 * How long it may take.
 */
target: SlaTarget, 
/**
 * Other targets by priority code.
 */
priority_targets: { [key in string]: SlaTarget }, 
/**
 * Code of the calendar it is counted on.
 */
calendar: string, 
/**
 * Pause reasons that stop this clock; none: it is not pausable.
 */
pause_reasons: Array<string>, 
/**
 * What a pause does to the due time.
 */
pause_rule: SlaPauseRule, 
/**
 * Warning and escalation points in percent of the target.
 */
thresholds: Array<number>, 
/**
 * How bad a breach is.
 */
severity: SlaSeverity, 
/**
 * What a change of priority or policy does.
 */
on_change: SlaChangeMode, 
/**
 * What reopening does.
 */
on_reopen: SlaReopenMode, 
/**
 * Whether the customer's moving of an appointment moves the due time.
 */
moves_with_appointment: boolean, };

export type MilestoneState = "not_started" | "running" | "paused" | "met" | "breached_open" | "breached_done" | "exempt" | "no_target";

export type Minor = number;

export type Missing = "no_orders" | "no_target" | "no_handling_time" | "no_visits" | "no_scores" | "no_complaints" | "no_cost" | "nothing_open" | "own_scope";

export type Monitor = { as_of: Ms, open: number, buckets: Array<MonitorBucket>, 
/**
 * The most urgent ones with a clock, most urgent first.
 */
rows: Array<MonitorRow>, };

export type MonitorBucket = { key: UrgencyKey, 
/**
 * Time left, in milliseconds: from, and below; absent where it is open on that side.
 */
from?: number, to?: number, count: number, drill: Filter, };

export type MonitorRow = { id: WorkOrderId, number: string, state: State, kind: string, priority: string, category?: string, outlet?: string, engineer?: string, opened_at: Ms, clock: NextClock, due_at: Ms, urgency: UrgencyKey, };

export type MonthDay = string;

export type Ms = number;

export type Named = { id: number, code: string, name: string, };

export type NextClock = "response" | "resolution";

export type Notice = { tags: Array<string>, jobs: Array<JobView>, 
/**
 * Messages of the outbox: a catalogue code and its parameters.
 */
messages: Array<Message>, };

export type NumberStyle = { 
/**
 * The comma is the decimal mark (`1.234,50`), the point groups.
 */
decimal_comma: boolean, 
/**
 * More decimals than the field keeps are rounded half up instead of refused.
 */
round: boolean, };

export type OnErrors = "all_or_nothing" | "take_good";

export type OpenAccountsInput = { password: string, };

export type OpenedAccounts = { accounts: Array<DemoAccount>, };

export type OutletId = number;

export type OutletIds = { outlet_ids: Array<number>, };

export type OutletInput = { id: OutletId, };

export type OutletKind = "direct" | "authorised" | "franchise";

export type OutletMapPointsInput = Record<symbol, never>;

export type OutletOptionsInput = { search?: string | null, ids?: Array<number>, limit: number, };

export type OutletPointsView = { id: Array<number>, code: Array<string>, name: Array<string>, kind: Array<string>, active: Array<boolean>, 
/**
 * WGS-84 degrees.
 */
longitude: Array<number>, latitude: Array<number>, 
/**
 * How many have no place.
 */
unlocated: number, };

export type OutletView = { id: OutletId, version: number, code: string, name: string, kind: OutletKind, level: string | null, region_id: RegionId | null, region_name: string | null, phone: string | null, address: string | null, latitude: number | null, longitude: number | null, active: boolean, 
/**
 * Engineers in use.
 */
engineers: number, 
/**
 * Its telephone number is masked, and is kept as it is when the rest is changed.
 */
masked: boolean, };

export type OutletWords = { name: string, kind: OutletKind, level?: string | null, region_id?: RegionId | null, phone?: string | null, address?: string | null, 
/**
 * Degrees, WGS-84.
 */
latitude?: number | null, longitude?: number | null, active: boolean, };

export type OutletsWithinInput = { region_ids?: Array<number>, outlet_ids?: Array<number>, };

export type Overview = { 
/**
 * When what depends on now was counted.
 */
as_of: Ms, 
/**
 * The business days asked for, as instants: the first one's begin, and the begin of the first one after.
 */
from: Ms, to: Ms, 
/**
 * The period that `previous` speaks of; absent where nothing was to be compared with.
 */
previous_from?: Ms, previous_to?: Ms, 
/**
 * The months in which any order of this selection was opened, whatever the period; none where there is none.
 */
first?: Ms, last?: Ms, 
/**
 * How wide the bands of the sparklines are, and where each begins.
 */
grain: Grain, bands: Array<Ms>, 
/**
 * Whole hours within which a complaint is to be answered: the figure's name depends on it.
 */
complaint_hours: number, 
/**
 * How the figures were found: from the sums, or in part counted from the orders (combinations of filters that no
 * sum is kept for).
 */
counted: boolean, kpis: Array<Kpi>, };

export type ParetoBy = "category" | "cause";

export type PauseOwner = "customer" | "manufacturer" | "logistics" | "outlet" | "nobody";

export type PauseReason = { 
/**
 * Stable code; the catalogues carry its text.
 */
code: string, 
/**
 * Who makes the order wait.
 */
owner: PauseOwner, 
/**
 * The pause counts at most this long, minutes of wall time; absent: no limit.
 */
max_minutes?: number, 
/**
 * Whether a pause for this reason needs an attachment.
 */
needs_evidence: boolean, 
/**
 * Steps that end such a pause by themselves.
 */
resumes_on: Array<SlaStep>, };

export type People = { people: Array<MentionedPerson>, };

export type PeopleInput = { id: number, 
/**
 * The beginning or a part of a name or login; empty offers anybody.
 */
text: string, };

export type PlaceFindInput = { 
/**
 * A name, its pinyin or initials; parents before it narrow: `广州 天河`, `gz th`.
 */
text: string, limit?: number | null, };

export type PlaceLabels = { name: Array<string>, english: Array<string>, level: Array<DivisionLevel>, 
/**
 * WGS-84 degrees.
 */
longitude: Array<number>, latitude: Array<number>, };

export type PlaceLabelsInput = Record<symbol, never>;

export type Policies = { policies: Array<PolicyView>, };

export type PolicyApplies = { kinds: Array<string>, priorities: Array<string>, 
/**
 * Names of categories.
 */
categories: Array<string>, };

export type PolicyId = number;

export type PolicyInput = { id: PolicyId, };

export type PolicyListInput = Record<symbol, never>;

export type PolicyRevision = { revision: number, 
/**
 * It holds for orders opened from here on.
 */
effective_from: Ms, saved_at: Ms, saved_by: string, };

export type PolicySpec = { 
/**
 * Stable code.
 */
code: string, 
/**
 * What must happen in time.
 */
milestones: Array<MilestoneSpec>, 
/**
 * Reasons for pausing.
 */
pause_reasons: Array<PauseReason>, };

export type PolicyView = { id: PolicyId, version: number, revision: number, code: string, name: string, 
/**
 * Decides between policies that fit an order equally well: the lower one wins.
 */
rank: number, 
/**
 * Whether it is applied to orders at all.
 */
active: boolean, effective_from: Ms, applies: PolicyApplies, spec: PolicySpec, 
/**
 * All revisions, the newest first.
 */
revisions: Array<PolicyRevision>, };

export type Position = { 
/**
 * −180 to 180, east positive.
 */
longitude: number, 
/**
 * −90 to 90, north positive.
 */
latitude: number, };

export type PreferenceSaved = Record<symbol, never>;

export type Preferences = { values: Record<string, unknown>, };

export type PreferencesInput = Record<symbol, never>;

export type PresetCalendar = { 
/**
 * Its name stands in the catalogues under `sla:preset.<code>`.
 */
code: string, follows: CalendarFollows, spec: CalendarSpec, installed: boolean, };

export type PresetList = { calendars: Array<PresetCalendar>, policies: Array<PresetPolicy>, };

export type PresetPolicy = { code: string, applies: PolicyApplies, 
/**
 * Whether it is applied once it is installed; the others are there to be copied, or switched on.
 */
active: boolean, spec: PolicySpec, installed: boolean, };

export type PresetsInput = Record<symbol, never>;

export type PresetsInstalled = { calendars: number, policies: number, };

export type Preview = { 
/**
 * Format, encoding, sheets.
 */
info: TableInfo, 
/**
 * The columns.
 */
columns: Array<ColumnPreview>, 
/**
 * The first rows.
 */
rows: Array<PreviewRow>, 
/**
 * The first bad rows among those looked at.
 */
errors: Array<RowError>, 
/**
 * Rows looked at.
 */
rows_seen: number, 
/**
 * Bad ones among them.
 */
bad_rows: number, 
/**
 * Whether that was all of the file.
 */
complete: boolean, 
/**
 * Cells whose value is the saved result of a formula.
 */
formulas: number, };

export type PreviewCalendarInput = { spec: CalendarSpec, follows?: CalendarFollows, year: number, };

export type PreviewNote = "rounded_numbers" | "decimal_comma" | "ambiguous_dates" | "faulty_cells";

export type PreviewRow = { 
/**
 * Its line.
 */
line: number, 
/**
 * Its cells, long ones cut.
 */
cells: Array<string>, };

export type PrintReport = { file: FileRef, pages: number, };

export type PrintWorkOrdersInput = { ids: Array<WorkOrderId>, };

export type RankBy = "on_time" | "overdue" | "handling" | "satisfaction";

export type ReadChoices = { 
/**
 * Encoding of text, by any label of the WHATWG list: `utf-8`, `gb18030`, `big5`, `shift_jis`, `utf-16le` …
 */
encoding: string | null, 
/**
 * Delimiter of text, one ASCII character.
 */
delimiter: string | null, 
/**
 * Sheet of a workbook.
 */
sheet: string | null, 
/**
 * Line (text) or row (spreadsheet) of the header, from 1, where a title stands above it.
 */
header_row: number | null, };

export type ReadCode = "cannot_read" | "empty_file" | "no_rows" | "not_a_table" | "too_large" | "damaged_file" | "password_protected" | "unknown_encoding" | "unknown_sheet" | "unclosed_quote" | "unknown_column" | "unknown_field" | "missing_field" | "bad_mapping" | "unknown_zone" | "bad_encoding" | "nul_byte" | "ragged_row" | "formula_without_value" | "cell_error" | "missing_value" | "bad_date" | "nonexistent_time" | "bad_number" | "too_precise" | "number_overflow" | "unknown_value" | "unknown_reference" | "out_of_range" | "too_long" | "duplicate_in_file";

export type Reason = "same_name" | "synonym" | "similar_name" | "fitting_values";

export type ReasonCount = { 
/**
 * A code under `import:errors.`.
 */
code: string, column?: string, count: number, first_line: number, sample: string, };

export type ReasonFor = "unaudit" | "void" | "remove_attachment";

export type ReasonList = { reasons: Array<ReasonView>, };

export type ReasonView = { code: string, 
/**
 * In the reader's language.
 */
name: string, 
/**
 * Whether it says little without words of one's own.
 */
needs_note: boolean, };

export type ReasonsInput = { of: ReasonFor, };

export type RebuildFiguresInput = Record<symbol, never>;

export type RebuildReport = { orders: number, };

export type Rect = { 
/**
 * Left edge.
 */
x: number, 
/**
 * Upper edge.
 */
y: number, 
/**
 * Width.
 */
w: number, 
/**
 * Height.
 */
h: number, };

export type RegionId = number;

export type RegionInput = { id: RegionId, };

export type RegionOptionsInput = { search?: string | null, ids?: Array<number>, limit: number, 
/**
 * Only regions that hold, themselves or further down, an outlet that the person sees.
 */
served?: boolean, };

export type RegionView = { id: RegionId, version: number, code: string, name: string, parent_id: RegionId | null, parent_name: string | null, 
/**
 * Outlets in it and in all regions below it, that the person may see.
 */
outlets: number, };

export type RegionWords = { name: string, parent_id?: RegionId | null, };

export type RemoveAttachmentInput = { id: number, attachment: number, reason: GivenReason, };

export type RemoveLayerInput = { id: number, version: number, };

export type RenameViewInput = { id: number, version: number, name: string, };

export type ReorderViewsInput = { grid: string, ids: Array<number>, default_id?: number | null, };

export type ReportFormat = "pdf" | "slides";

export type ResetPasswordInput = { id: UserId, version: number, password: string, };

export type RestoreInput = { name: string, };

export type RestoreReport = { name: string, 
/**
 * The restore is carried out when the workspace is next opened.
 */
restart_needed: boolean, };

export type RiskKey = "backlog_growing" | "on_time_falling" | "overdue_long";

export type RoleView = { key: string, permissions: Array<string>, };

export type RolesInput = Record<symbol, never>;

export type RolesView = { roles: Array<RoleView>, permissions: Array<string>, };

export type Row = { 
/**
 * One for each column.
 */
cells: Array<Cell>, 
/**
 * The drill of the first point of the band that has one.
 */
drill: unknown, };

export type RowError = { 
/**
 * Which refusal.
 */
code: ReadCode, 
/**
 * Physical line of the file (text) or row of the sheet, counted from 1.
 */
line: number, 
/**
 * Header of the column, where one is to blame.
 */
column: string | null, 
/**
 * The value as it stands in the file, cut after 200 characters.
 */
value: string | null, 
/**
 * What would have been right: a format, an encoding, a count.
 */
expected: string | null, };

export type RowOutcome = { id: number, number: string, 
/**
 * `done`, or the code of the refusal.
 */
outcome: string, params: Record<string, string | number>, };

export type SaveCalendarInput = { id?: CalendarId | null, version?: number, 
/**
 * Of a new calendar; absent: the next free one. The code of a calendar never changes.
 */
code?: string | null, name: string, follows?: CalendarFollows, spec: CalendarSpec, };

export type SaveLayerInput = { id?: number | null, version?: number | null, kind: LayerKind, name: string, source: string, 
/**
 * 审图号; may be empty.
 */
approval_number: string, coordinate_system: CoordinateSystem, url?: string | null, 
/**
 * A new key; absent keeps the stored one, empty takes it away.
 */
key?: string | null, 
/**
 * An upload; absent keeps the stored file.
 */
upload?: string | null, join_property?: string | null, active: boolean, };

export type SavePolicyInput = { id?: PolicyId | null, version?: number, name: string, rank?: number, active?: boolean, applies?: PolicyApplies, 
/**
 * The revision holds for orders opened from here on.
 */
effective_from: Ms, 
/**
 * Its code is the policy's, and never changes; empty in a new policy: the next free one.
 */
spec: PolicySpec, };

export type SavePreferenceInput = { 
/**
 * Words of small letters, digits and `_`, joined by dots: `dashboard.layout`. At most 80 characters.
 */
key: string, 
/**
 * At most 16 KB as JSON text.
 */
value: unknown, };

export type SaveSettingsInput = { version: number, workspace_name: string, zone: string, currency: string, idle_lock_minutes: number, 
/**
 * As it was when nothing is said.
 */
due_soon_minutes?: number | null, 
/**
 * Absent: as it was.
 */
attachment_max_mb?: number, };

export type SaveViewInput = { grid: string, id?: number | null, version?: number | null, name: string, shared?: boolean, spec: ViewSpec, };

export type SavedView = { id: number, version: number, name: string, shared: boolean, 
/**
 * Whether this person may change it.
 */
editable: boolean, owner_name: string, updated_at: Ms, updated_by: string, spec: ViewSpec, };

export type ScopeKind = "all" | "regions" | "outlets" | "own";

export type ScopeView = { kind: ScopeKind, region_ids: Array<RegionId>, outlet_ids: Array<OutletId>, engineer_id?: EngineerId, };

export type SearchInput = { text: string, 
/**
 * Hits of each kind, at most; 6 when nothing is said.
 */
limit?: number | null, };

export type SeedDemoInput = { 
/**
 * Up to 5 million; 20,000 where nothing is said.
 */
orders?: number | null, seed?: number | null, 
/**
 * How far back it reaches, up to 36; 12 where nothing is said.
 */
months?: number | null, 
/**
 * The moment as of which all is told; the present hour where nothing is said.
 */
as_of?: Ms | null, };

export type SeedReport = { regions: number, outlets: number, engineers: number, customers: number, orders: number, events: number, 
/**
 * The moment as of which everything is told.
 */
as_of: Ms, took_ms: number, 
/**
 * People to look at it as; closed until `demo.open_accounts` gives them a password.
 */
accounts: Array<DemoAccount>, };

export type Selection = { filter?: Filter | null, 
/**
 * Words of the search box.
 */
text?: string | null, 
/**
 * Only these, at most [`MAX_NAMED`].
 */
ids?: Array<number> | null, 
/**
 * Not these.
 */
except?: Array<number>, };

export type Session = { 
/**
 * Kept by the shell; the browser gets it as an HttpOnly cookie and never sees it here.
 */
token: string, expires_at: Ms, me: Me, };

export type SetUpInput = { login: string, name: string, password: string, workspace_name: string, 
/**
 * IANA zone in which business days are counted.
 */
zone: string, 
/**
 * ISO 4217.
 */
currency: string, };

export type SettingsInput = Record<symbol, never>;

export type SettingsView = { workspace_name: string, 
/**
 * IANA zone in which business days are counted and times are shown.
 */
zone: string, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * Minutes without input after which a session locks; 0 never.
 */
idle_lock_minutes: number, 
/**
 * Minutes before its due time from which an order counts as due soon.
 */
due_soon_minutes: number, 
/**
 * Megabytes that one attachment may have.
 */
attachment_max_mb: number, version: number, 
/**
 * Zone and currency are fixed, since work orders were counted and priced by them.
 */
fixed: boolean, };

export type ShareViewInput = { id: number, version: number, shared: boolean, };

export type SlaChangeMode = "retroactive" | "remaining_proportion" | "only_if_earlier";

export type SlaDueChange = { 
/**
 * When, epoch milliseconds.
 */
at_ms: number, 
/**
 * By what: `priority_changed`, `policy_changed`, `rescheduled`, `promise_changed`.
 */
code: SlaPieceCode, 
/**
 * Due before, epoch milliseconds.
 */
from_due_ms: number, 
/**
 * Due after; the same when the change had no effect.
 */
to_due_ms: number, 
/**
 * The clock had been breached already; the breach stands.
 */
breach_kept: boolean, };

export type SlaDueSource = "policy" | "fixed" | "promise";

export type SlaEndOfDay = "end_of_last_window" | "midnight" | "same_time";

export type SlaEvent = { 
/**
 * When it happened, epoch milliseconds.
 */
occurred_at_ms: number, 
/**
 * When it was written down, epoch milliseconds.
 */
recorded_at_ms: number, } & ({ "kind": "happened", 
/**
 * Which.
 */
step: SlaStep, } | { "kind": "reopened" } | { "kind": "cancelled" } | { "kind": "pause_started", 
/**
 * Code of the reason.
 */
reason: string, } | { "kind": "pause_ended", 
/**
 * Code of the reason.
 */
reason: string, } | { "kind": "priority_changed", 
/**
 * Before.
 */
from: string, 
/**
 * After.
 */
to: string, } | { "kind": "policy_changed", 
/**
 * Reference of the policy in the book.
 */
to: string, } | { "kind": "promise_set", 
/**
 * Key of the milestone whose stop fulfils the promise.
 */
milestone: string, 
/**
 * The promised time, epoch milliseconds.
 */
due_ms: number, } | { "kind": "due_given", 
/**
 * Key of the milestone.
 */
milestone: string, 
/**
 * The due time, epoch milliseconds.
 */
due_ms: number, } | { "kind": "rescheduled_by_customer", 
/**
 * The agreed time before, epoch milliseconds.
 */
from_ms: number, 
/**
 * The agreed time now.
 */
to_ms: number, } | { "kind": "exempted", 
/**
 * Key of the milestone; absent: all of them.
 */
milestone: string | null, 
/**
 * Who approved it.
 */
by: string, 
/**
 * Why.
 */
reason: string, });

export type SlaExemption = { 
/**
 * When, epoch milliseconds.
 */
at_ms: number, 
/**
 * Who approved it; empty when the order was called off.
 */
by: string, 
/**
 * Why; `cancelled` when the order was called off.
 */
reason: string, };

export type SlaExplanation = { 
/**
 * In order of time; marks stand at the beginning of their moment.
 */
pieces: Array<SlaPiece>, 
/**
 * Open milliseconds used up.
 */
counted_ms: number, 
/**
 * Open milliseconds given back by pauses.
 */
paused_ms: number, };

export type SlaNote = "stopped_before_start" | "breach_kept" | "reworked";

export type SlaPauseRule = "working_time" | "wall_clock_shift";

export type SlaPiece = { 
/**
 * What it is, for drawing.
 */
kind: SlaPieceKind, 
/**
 * What it says.
 */
code: SlaPieceCode, 
/**
 * Beginning, epoch milliseconds.
 */
from_ms: number, 
/**
 * End, epoch milliseconds; a mark ends where it begins.
 */
to_ms: number, 
/**
 * Open milliseconds used up (open, folded) or given back (pause); 0 for the rest.
 */
counted_ms: number, 
/**
 * Values for the catalogue sentence.
 */
params: Record<string, unknown>, };

export type SlaPieceCode = "open" | "open_make_up" | "open_override" | "closed_hours" | "closed_weekly" | "closed_holiday" | "closed_recurring" | "closed_override" | "closed_break" | "pause" | "pause_shift" | "folded" | "started" | "target" | "priority_changed" | "policy_changed" | "rescheduled" | "promise_changed" | "breach_kept" | "threshold" | "stopped" | "due" | "due_fixed" | "provisional";

export type SlaPieceKind = "open" | "closed" | "pause" | "folded" | "mark";

export type SlaReopenMode = "keep" | "continue" | "new_result";

export type SlaSeverity = "minor" | "major" | "critical";

export type SlaStep = "opened" | "confirmed" | "dispatched" | "responded" | "appointed" | "arrived" | "completed" | "closed" | "followed_up" | "complaint_raised" | "complaint_answered" | "goods_received" | "goods_repaired";

export type SlaTarget = { "unit": "minutes", 
/**
 * At least 1.
 */
minutes: number, } | { "unit": "working_days", 
/**
 * At least 1.
 */
days: number, 
/**
 * Where in the last day the due time falls.
 */
end_of_day: SlaEndOfDay, };

export type SlaThreshold = { 
/**
 * Share of the target, percent.
 */
percent: number, 
/**
 * When it is reached, epoch milliseconds.
 */
at_ms: number, 
/**
 * Whether the clock reached it: before `now`, and before it stopped.
 */
reached: boolean, };

export type Sort = { key: string, desc: boolean, };

export type Source = { batch_id: BatchId, file_name: string, line: number, by: string, at: Ms, };

export type SourceColumn = { 
/**
 * The name by which a mapping speaks of it: distinct within the file.
 */
name: string, 
/**
 * Place from 0.
 */
position: number, 
/**
 * Why the name is not the one in the file, if so.
 */
note: HeaderNote | null, };

export type SourceKind = "empty" | "integer" | "decimal" | "date" | "text";

export type Standing = "met" | "missed";

export type Started = { job: JobId, };

export type State = "open" | "in_progress" | "completed" | "closed" | "cancelled";

export type StatusInput = Record<symbol, never>;

export type StatusView = { initialized: boolean, workspace: WorkspaceView, version: string, contract: number, schema: number, zone: string, currency: string, idle_lock_minutes: number, last_backup_at?: Ms, me?: Me, };

export type Table = { 
/**
 * The band, then the series.
 */
columns: Array<Column>, 
/**
 * One for each band.
 */
rows: Array<Row>, };

export type TableInfo = { 
/**
 * Its format.
 */
format: FileFormat, 
/**
 * Whether it came compressed by gzip.
 */
gzip: boolean, 
/**
 * Encoding of text; `ascii` as long as nothing else was met.
 */
encoding: string | null, 
/**
 * Delimiter of text.
 */
delimiter: string | null, 
/**
 * Sheets of a workbook, in order.
 */
sheets: Array<string>, 
/**
 * The sheet that is read.
 */
sheet: string | null, 
/**
 * Line or row of the header, from 1.
 */
header_line: number, 
/**
 * The columns.
 */
columns: Array<SourceColumn>, };

export type TimelineEvent = { at: Ms, 
/**
 * When it was written down, where that is another time.
 */
recorded_at?: Ms, group: EventGroup, actor: string, operation: string, 
/**
 * `desktop`, `server` (a browser), `cli`, `source` …
 */
origin: string, 
/**
 * The page on which it was done, of [`crate::history::SCREENS`].
 */
screen?: string, 
/**
 * A catalogue key under the kind's `event.` or `document:event.`.
 */
code: string, params: Record<string, string | number>, 
/**
 * The reason that was given, in the reader's language.
 */
reason?: string, note?: string, changes: Array<ChangeView>, comment?: CommentView, attachment?: AttachmentView, };

export type TimelineInput = { id: number, };

export type TimelineView = { events: Array<TimelineEvent>, };

export type TriedClocks = { clocks: Array<MilestoneResult>, as_of: Ms, };

export type TryPolicyInput = { spec: PolicySpec, priority?: string, opened_at: Ms, 
/**
 * What happened after the opening.
 */
events?: Array<SlaEvent>, 
/**
 * The moment of judging; absent: now.
 */
at?: Ms | null, };

export type UnauditInput = { id: number, version: number, reason: GivenReason, };

export type UndoImportInput = { batch_id: BatchId, };

export type UndoReport = { removed: number, restored: number, 
/**
 * Outlets and the like that other things use by now, so left.
 */
kept: number, };

export type Unit = "percent" | "count" | "duration" | "money" | "score";

export type UnlockInput = { password: string, };

export type UnreadCount = { unread: number, };

export type UpdateCustomerInput = { id: CustomerId, version: number, customer: CustomerWords, };

export type UpdateDictionaryEntryInput = { id: EntryId, version: number, name: string, name_en?: string | null, rank: number, active: boolean, };

export type UpdateEngineerInput = { id: EngineerId, version: number, engineer: EngineerWords, };

export type UpdateOutletInput = { id: OutletId, version: number, outlet: OutletWords, };

export type UpdateRegionInput = { id: RegionId, version: number, region: RegionWords, };

export type UpdateUserInput = { id: UserId, version: number, name: string, roles: Array<string>, scope: ScopeView, active: boolean, };

export type UrgencyKey = "long_overdue" | "overdue" | "soon" | "today" | "day" | "later" | "no_clock";

export type UserId = number;

export type UserInput = { id: UserId, };

export type UserView = { id: UserId, version: number, login: string, name: string, roles: Array<string>, scope: ScopeView, active: boolean, must_change_password: boolean, last_login_at?: Ms, };

export type ValueCount = { value: string, count: number, };

export type VerifyInput = Record<symbol, never>;

export type VerifyReport = { 
/**
 * All checks agree.
 */
ok: boolean, checks: Array<Check>, };

export type Versus = "above" | "usual" | "below" | "unknown";

export type ViewColumn = { key: string, hide: boolean, 
/**
 * In pixels; by its kind when nothing is said.
 */
width?: number, 
/**
 * Stays at the left.
 */
pin?: boolean, };

export type ViewList = { views: Array<SavedView>, 
/**
 * The one that the list opens with.
 */
default_id?: number, };

export type ViewSaved = { id: number, views: ViewList, };

export type ViewSpec = { filter?: Filter | null, sort?: Array<Sort>, 
/**
 * Columns in their order; none: as the list has them.
 */
columns?: Array<ViewColumn>, };

export type ViewsInput = { grid: string, };

export type VoidInput = { id: number, version: number, reason: GivenReason, };

export type WithdrawReport = { withdrawn: boolean, };

export type WithdrawRestoreInput = Record<symbol, never>;

export type WorkOrderId = number;

export type WorkOrderInput = { id: WorkOrderId, };

export type WorkOrderView = { id: WorkOrderId, version: number, number: string, external_number?: string, kind: string, priority: string, category?: string, product_name?: string, outlet?: Named, customer?: Named, 
/**
 * Who has it in hand.
 */
engineer?: Named, contact_name?: string, contact_phone?: string, address?: string, latitude?: number, longitude?: number, description?: string, state: State, opened_at: Ms, due_at?: Ms, response_due_at?: Ms, responded_at?: Ms, arrived_at?: Ms, completed_at?: Ms, closed_at?: Ms, handling_ms?: number, cost?: Minor, 
/**
 * What the source itself said of its punctuality.
 */
source_verdict?: string, 
/**
 * Codes under `work_orders:flag.`.
 */
flags: Array<string>, source?: Source, 
/**
 * The own policy that judges it; absent where its due times were given by its source.
 */
policy?: JudgedBy, 
/**
 * The clocks that were judged.
 */
clocks: Array<MilestoneResult>, 
/**
 * What the workspace's own policy would have made of it, where one applies; a comparison, not a verdict.
 */
comparison: Comparison | null, 
/**
 * When these clocks were read.
 */
as_of: Ms, };

export type WorkspaceKind = "local" | "server";

export type WorkspaceView = { name: string, kind: WorkspaceKind, engine: Engine, 
/**
 * The folder, for a local workspace and somebody logged in.
 */
path?: string, };

export interface Operations {
  /** Changes one's own password and ends all other sessions. */
  "access.change_password": { input: ChangePasswordInput; output: Me };
  /** Makes a person who can log in. */
  "access.create_user": { input: CreateUserInput; output: UserView };
  /** Locks this session; only `access.unlock` opens it again. */
  "access.lock": { input: LockInput; output: null };
  /** Opens a session with login and password. */
  "access.login": { input: LogInInput; output: Session };
  /** Ends this session. */
  "access.logout": { input: LogOutInput; output: null };
  /** Gives a person a first password, to be changed at the next login; ends their sessions. */
  "access.reset_password": { input: ResetPasswordInput; output: UserView };
  /** The roles and their permissions. */
  "access.roles": { input: RolesInput; output: RolesView };
  /** First start: makes the administrator; refused once there is one. */
  "access.setup": { input: SetUpInput; output: Session };
  /** What workspace this is, and who is logged in. */
  "access.status": { input: StatusInput; output: StatusView };
  /** Opens a locked session with the password. */
  "access.unlock": { input: UnlockInput; output: Me };
  /** Changes a person's name, roles, scope, or whether they may log in. */
  "access.update_user": { input: UpdateUserInput; output: UserView };
  /** One person, with roles and scope. */
  "access.user": { input: UserInput; output: UserView };
  /** Makes a checked backup of a local workspace while work goes on. */
  "admin.backup": { input: BackupInput; output: Started };
  /** The backups of this workspace, newest first; a server's database has none here. */
  "admin.backups": { input: BackupsInput; output: BackupList };
  /** Throws the derived figures and the search away and makes them anew from the records. */
  "admin.rebuild_figures": { input: RebuildFiguresInput; output: Started };
  /** Checks a backup and has it restored when the local workspace is next opened; what is there then is backed up first. */
  "admin.restore": { input: RestoreInput; output: Started };
  /** Changes the workspace's settings; zone and currency only before the first work order. */
  "admin.save_settings": { input: SaveSettingsInput; output: SettingsView };
  /** The workspace's settings. */
  "admin.settings": { input: SettingsInput; output: SettingsView };
  /** Recomputes whatever can be recomputed and says what does not agree. */
  "admin.verify": { input: VerifyInput; output: Started };
  /** Gives up a restore that waits for the next opening. */
  "admin.withdraw_restore": { input: WithdrawRestoreInput; output: Started };
  /** One working calendar in its newest revision. */
  "calendars.get": { input: CalendarInput; output: CalendarView };
  /** All working calendars in their newest revision. */
  "calendars.list": { input: CalendarListInput; output: Calendars };
  /** A year as a specification would have it, day by day; nothing is saved. */
  "calendars.preview": { input: PreviewCalendarInput; output: CalendarPreview };
  /** Makes a working calendar, or adds a revision to one. */
  "calendars.save": { input: SaveCalendarInput; output: CalendarView };
  /** Categories of orders for a selector, by name, or by ids. */
  "categories.options": { input: CategoryOptionsInput; output: Choices };
  /** The columns of this list, and how each filters and sorts. */
  "customers.columns": { input: GridColumnsInput; output: GridColumns };
  /** Adds a customer. */
  "customers.create": { input: CreateCustomerInput; output: CustomerView };
  /** Writes this list, as filtered and sorted, to a spreadsheet or CSV; noted in history. */
  "customers.export": { input: GridExportInput; output: Started };
  /** One customer, and how many orders they have. */
  "customers.get": { input: CustomerInput; output: CustomerView };
  /** A block of rows of this list, filtered and sorted. */
  "customers.page": { input: GridPageInput; output: GridPage };
  /** This list, as filtered and sorted, as a PDF to be printed; noted in history. */
  "customers.print_list": { input: GridPrintInput; output: Started };
  /** The exact count and sums of this list under a filter and a search, or of named rows. */
  "customers.total": { input: GridTotalInput; output: GridTotal };
  /** Changes a customer. */
  "customers.update": { input: UpdateCustomerInput; output: CustomerView };
  /** Takes the demo network away again: its orders, outlets, people and customers; closes its accounts. */
  "demo.clear": { input: ClearDemoInput; output: Started };
  /** Gives the people of the demo network one password, so that one can log in as each of them. */
  "demo.open_accounts": { input: OpenAccountsInput; output: OpenedAccounts };
  /** Fills an empty workspace with a made-up service network and its orders. */
  "demo.seed": { input: SeedDemoInput; output: Started };
  /** Whether a demo network can be made in this workspace, and which one was. */
  "demo.status": { input: DemoStatusInput; output: DemoStatus };
  /** The columns of this list, and how each filters and sorts. */
  "dictionaries.columns": { input: GridColumnsInput; output: GridColumns };
  /** Adds an entry to a dictionary; its code stays for ever. */
  "dictionaries.create": { input: CreateDictionaryEntryInput; output: EntryView };
  /** One entry of a dictionary. */
  "dictionaries.entry": { input: DictionaryEntryInput; output: EntryView };
  /** Writes this list, as filtered and sorted, to a spreadsheet or CSV; noted in history. */
  "dictionaries.export": { input: GridExportInput; output: Started };
  /** Entries in use of one dictionary for a selector, or the names of some by their ids. */
  "dictionaries.options": { input: DictionaryOptionsInput; output: Choices };
  /** A block of rows of this list, filtered and sorted. */
  "dictionaries.page": { input: GridPageInput; output: GridPage };
  /** This list, as filtered and sorted, as a PDF to be printed; noted in history. */
  "dictionaries.print_list": { input: GridPrintInput; output: Started };
  /** The exact count and sums of this list under a filter and a search, or of named rows. */
  "dictionaries.total": { input: GridTotalInput; output: GridTotal };
  /** Changes an entry's names and place, or puts it out of use. */
  "dictionaries.update": { input: UpdateDictionaryEntryInput; output: EntryView };
  /** The reasons to choose from when a document is un-audited or made void, or a file removed. */
  "documents.reasons": { input: ReasonsInput; output: ReasonList };
  /** The columns of this list, and how each filters and sorts. */
  "engineers.columns": { input: GridColumnsInput; output: GridColumns };
  /** Adds an engineer to an outlet. */
  "engineers.create": { input: CreateEngineerInput; output: EngineerView };
  /** Writes this list, as filtered and sorted, to a spreadsheet or CSV; noted in history. */
  "engineers.export": { input: GridExportInput; output: Started };
  /** One engineer. */
  "engineers.get": { input: EngineerInput; output: EngineerView };
  /** Engineers for a selector, by code or name, or by ids. */
  "engineers.options": { input: EngineerOptionsInput; output: Choices };
  /** A block of rows of this list, filtered and sorted. */
  "engineers.page": { input: GridPageInput; output: GridPage };
  /** This list, as filtered and sorted, as a PDF to be printed; noted in history. */
  "engineers.print_list": { input: GridPrintInput; output: Started };
  /** The exact count and sums of this list under a filter and a search, or of named rows. */
  "engineers.total": { input: GridTotalInput; output: GridTotal };
  /** Changes an engineer, moves them to another outlet, or puts them out of use. */
  "engineers.update": { input: UpdateEngineerInput; output: EngineerView };
  /** Takes in the public holidays of announced years, in place of what was known for them. */
  "holidays.import": { input: ImportHolidaysInput; output: HolidayYearList };
  /** The years whose public holidays are known: shipped or imported. */
  "holidays.years": { input: HolidayYearsInput; output: HolidayYearList };
  /** The columns of this list, and how each filters and sorts. */
  "import_batches.columns": { input: GridColumnsInput; output: GridColumns };
  /** Writes this list, as filtered and sorted, to a spreadsheet or CSV; noted in history. */
  "import_batches.export": { input: GridExportInput; output: Started };
  /** A block of rows of this list, filtered and sorted. */
  "import_batches.page": { input: GridPageInput; output: GridPage };
  /** This list, as filtered and sorted, as a PDF to be printed; noted in history. */
  "import_batches.print_list": { input: GridPrintInput; output: Started };
  /** The exact count and sums of this list under a filter and a search, or of named rows. */
  "import_batches.total": { input: GridTotalInput; output: GridTotal };
  /** One import: its file, its state and what it told. */
  "imports.get": { input: ImportBatchInput; output: ImportBatch };
  /** Looks at an uploaded file and proposes how its columns fill the fields. */
  "imports.inspect": { input: InspectInput; output: Inspection };
  /** What can be imported, with the fields of each kind. */
  "imports.kinds": { input: ImportKindsInput; output: ImportKinds };
  /** Imports for a selector, by the name of their file, or by ids. */
  "imports.options": { input: ImportOptionsInput; output: BatchChoices };
  /** Imports an uploaded file, or tells what that would do. */
  "imports.run": { input: ImportRunInput; output: Started };
  /** Takes a whole import back: created rows go, replaced rows return. */
  "imports.undo": { input: UndoImportInput; output: Started };
  /** All values of a column with their counts, for translating them. */
  "imports.values": { input: ImportValuesInput; output: ImportValues };
  /** One's messages, newest first. */
  "inbox.list": { input: InboxListInput; output: InboxList };
  /** Marks one's messages as read; answers how many are left. */
  "inbox.mark": { input: InboxMarkInput; output: UnreadCount };
  /** How many of one's messages are unread. */
  "inbox.unread": { input: InboxUnreadInput; output: UnreadCount };
  /** Open orders by age and by whether they are late, as a drawing. */
  "insight.backlog_ageing": { input: InsightBacklogAgeingInput; output: Drawing };
  /** The morning brief: what yesterday was unlike, what is due today, where it gets worse, what waits longest. */
  "insight.brief": { input: InsightBriefInput; output: Brief };
  /** The morning brief as one page to print. */
  "insight.brief_pdf": { input: InsightBriefPdfInput; output: Started };
  /** The key figures of a period and the charts asked for, out of one snapshot. */
  "insight.dashboard": { input: InsightDashboardInput; output: Dashboard };
  /** A chart of the dashboard as an SVG or PNG file, or its numbers as a spreadsheet. */
  "insight.figure_file": { input: InsightFigureFileInput; output: Started };
  /** Orders opened and completed over time and the backlog that this leaves, as a drawing. */
  "insight.flow": { input: InsightFlowInput; output: Drawing };
  /** Open orders by the time that their next clock has left, and the most urgent ones of each span. */
  "insight.monitor": { input: InsightMonitorInput; output: Monitor };
  /** The share of orders on time over time, with how many were completed, as a drawing. */
  "insight.on_time_trend": { input: InsightOnTimeTrendInput; output: Drawing };
  /** Outlets by a measure, the one that needs a look first, as a drawing. */
  "insight.outlet_ranking": { input: InsightOutletRankingInput; output: Drawing };
  /** The key figures of a period, each with its target, the period before, its sparkline and its drill. */
  "insight.overview": { input: InsightOverviewInput; output: Overview };
  /** The few categories or causes that make up most orders of a period, as a drawing. */
  "insight.pareto": { input: InsightParetoInput; output: Drawing };
  /** The dashboard as a PDF for paper, or as slides: figures, charts and their numbers. */
  "insight.report": { input: InsightReportInput; output: Started };
  /** Sets or removes targets of the key figures, and sets the other numbers that they are made with. */
  "insight.save_targets": { input: InsightSaveTargetsInput; output: KpiTargets };
  /** The targets of the key figures, and the other numbers that figures are made with. */
  "insight.targets": { input: InsightTargetsInput; output: KpiTargets };
  /** When orders come in, or those that end late, by weekday and hour, as a drawing. */
  "insight.weekday_hour": { input: InsightWeekdayHourInput; output: Drawing };
  /** Asks a job to stop; it undoes what it began. */
  "jobs.cancel": { input: CancelJobInput; output: JobView };
  /** One job: its progress, and its result when done. */
  "jobs.get": { input: JobInput; output: JobView };
  /** One's latest jobs, newest first. */
  "jobs.list": { input: JobsInput; output: JobList };
  /** The layers that maps may show, each with its source and approval number. */
  "maps.layers": { input: LayersInput; output: LayerList };
  /** Takes a layer away; its file is swept later. */
  "maps.remove_layer": { input: RemoveLayerInput; output: LayerList };
  /** Adds or changes a layer: tiles by address, a PMTiles file, or areas from GeoJSON. */
  "maps.save_layer": { input: SaveLayerInput; output: LayerList };
  /** The columns of this list, and how each filters and sorts. */
  "outlets.columns": { input: GridColumnsInput; output: GridColumns };
  /** Adds an outlet; its code stays for ever. */
  "outlets.create": { input: CreateOutletInput; output: OutletView };
  /** Writes this list, as filtered and sorted, to a spreadsheet or CSV; noted in history. */
  "outlets.export": { input: GridExportInput; output: Started };
  /** One outlet. */
  "outlets.get": { input: OutletInput; output: OutletView };
  /** Where the outlets are. */
  "outlets.map_points": { input: OutletMapPointsInput; output: OutletPointsView };
  /** Outlets for a selector, by code or name, or by ids. */
  "outlets.options": { input: OutletOptionsInput; output: Choices };
  /** A block of rows of this list, filtered and sorted. */
  "outlets.page": { input: GridPageInput; output: GridPage };
  /** This list, as filtered and sorted, as a PDF to be printed; noted in history. */
  "outlets.print_list": { input: GridPrintInput; output: Started };
  /** The exact count and sums of this list under a filter and a search, or of named rows. */
  "outlets.total": { input: GridTotalInput; output: GridTotal };
  /** Changes an outlet, or puts it out of use. */
  "outlets.update": { input: UpdateOutletInput; output: OutletView };
  /** The outlets of some regions with all below them, or of these outlets those in them, that the person sees. */
  "outlets.within": { input: OutletsWithinInput; output: OutletIds };
  /** A position in another coordinate system. */
  "places.convert": { input: ConvertInput; output: Position };
  /** The provinces of China, or the divisions right below one. */
  "places.divisions": { input: DivisionsInput; output: DivisionList };
  /** Divisions by name, pinyin, initials or code; namesakes all, each with what stands above it. */
  "places.find": { input: PlaceFindInput; output: DivisionList };
  /** Short names and centroids of all divisions, for the labels of a map. */
  "places.labels": { input: PlaceLabelsInput; output: PlaceLabels };
  /** The division that an address names, its centroid, and how sure that is. */
  "places.locate": { input: LocateInput; output: LocateView };
  /** Recomputes under a policy the due times that sources gave, and explains every mismatch; stores nothing. */
  "policies.compare": { input: ComparePolicyInput; output: Started };
  /** One SLA policy in its newest revision. */
  "policies.get": { input: PolicyInput; output: PolicyView };
  /** Installs the calendars and policies that ship; what has been installed stays as it is. */
  "policies.install_presets": { input: InstallPresetsInput; output: PresetsInstalled };
  /** All SLA policies in their newest revision. */
  "policies.list": { input: PolicyListInput; output: Policies };
  /** The calendars and policies that ship, and which of them are installed. */
  "policies.presets": { input: PresetsInput; output: PresetList };
  /** Makes an SLA policy, or adds a revision to one. */
  "policies.save": { input: SavePolicyInput; output: PolicyView };
  /** The clocks of an imagined order under a policy, each explained; nothing is saved. */
  "policies.try": { input: TryPolicyInput; output: TriedClocks };
  /** What one has chosen for oneself, by key. */
  "preferences.get": { input: PreferencesInput; output: Preferences };
  /** Keeps one of one's own preferences; null forgets it. */
  "preferences.save": { input: SavePreferenceInput; output: PreferenceSaved };
  /** The columns of this list, and how each filters and sorts. */
  "regions.columns": { input: GridColumnsInput; output: GridColumns };
  /** Adds a region to the tree. */
  "regions.create": { input: CreateRegionInput; output: RegionView };
  /** Writes this list, as filtered and sorted, to a spreadsheet or CSV; noted in history. */
  "regions.export": { input: GridExportInput; output: Started };
  /** One region, and how many outlets stand in it. */
  "regions.get": { input: RegionInput; output: RegionView };
  /** Regions for a selector, by code or name, or by ids. */
  "regions.options": { input: RegionOptionsInput; output: Choices };
  /** A block of rows of this list, filtered and sorted. */
  "regions.page": { input: GridPageInput; output: GridPage };
  /** This list, as filtered and sorted, as a PDF to be printed; noted in history. */
  "regions.print_list": { input: GridPrintInput; output: Started };
  /** The exact count and sums of this list under a filter and a search, or of named rows. */
  "regions.total": { input: GridTotalInput; output: GridTotal };
  /** Renames a region, or moves it with all below it. */
  "regions.update": { input: UpdateRegionInput; output: RegionView };
  /** Records by a fragment of a number, a telephone's last digits, words, two Chinese characters or initials. */
  "search.find": { input: SearchInput; output: Hits };
  /** The columns of this list, and how each filters and sorts. */
  "users.columns": { input: GridColumnsInput; output: GridColumns };
  /** Writes this list, as filtered and sorted, to a spreadsheet or CSV; noted in history. */
  "users.export": { input: GridExportInput; output: Started };
  /** A block of rows of this list, filtered and sorted. */
  "users.page": { input: GridPageInput; output: GridPage };
  /** This list, as filtered and sorted, as a PDF to be printed; noted in history. */
  "users.print_list": { input: GridPrintInput; output: Started };
  /** The exact count and sums of this list under a filter and a search, or of named rows. */
  "users.total": { input: GridTotalInput; output: GridTotal };
  /** Deletes a saved view. */
  "views.delete": { input: DeleteViewInput; output: ViewList };
  /** The saved views of a list: one's own and those that are shared. */
  "views.list": { input: ViewsInput; output: ViewList };
  /** Gives a saved view another name. */
  "views.rename": { input: RenameViewInput; output: ViewList };
  /** Orders the tabs of a list for oneself, and chooses the one that it opens with. */
  "views.reorder": { input: ReorderViewsInput; output: ViewList };
  /** Saves filter, order and columns of a list under a name; sharing needs a permission. */
  "views.save": { input: SaveViewInput; output: ViewSaved };
  /** Shares a saved view with all who see its list, or takes it back. */
  "views.share": { input: ShareViewInput; output: ViewList };
  /** Adds an uploaded photo, PDF, workbook, letter or text to a document; what it is, its content tells. */
  "work_orders.attach": { input: AttachInput; output: AttachmentView };
  /** The files that belong to a document. */
  "work_orders.attachments": { input: AttachmentsInput; output: AttachmentList };
  /** Audits a finished document: from then on it does not change any more. */
  "work_orders.audit": { input: AuditInput; output: DocumentView };
  /** Audits the selected documents, each for itself, and tells what became of each. */
  "work_orders.audit_many": { input: AuditManyInput; output: Started };
  /** The columns of this list, and how each filters and sorts. */
  "work_orders.columns": { input: GridColumnsInput; output: GridColumns };
  /** Says something about a document, and calls whom it names. */
  "work_orders.comment": { input: CommentInput; output: CommentView };
  /** What people said of a document, oldest first. */
  "work_orders.comments": { input: CommentsInput; output: CommentList };
  /** Makes a new document with what this one says of whom and what; nothing of what was done. */
  "work_orders.copy": { input: CopyInput; output: DocumentView };
  /** Takes back a comment of one's own; that there was one stays. */
  "work_orders.delete_comment": { input: DeleteCommentInput; output: CommentList };
  /** A document's number, state and version, who changed it last, and what one may do to it. */
  "work_orders.document": { input: DocumentInput; output: DocumentView };
  /** Writes this list, as filtered and sorted, to a spreadsheet or CSV; noted in history. */
  "work_orders.export": { input: GridExportInput; output: Started };
  /** One work order with its clocks, each explained. */
  "work_orders.get": { input: WorkOrderInput; output: WorkOrderView };
  /** Where the open orders are, or those of a filter, and how each stands against its due time. */
  "work_orders.map_points": { input: MapPointsInput; output: MapPointsView };
  /** Open and overdue orders of each region with all below it, for the areas of a map. */
  "work_orders.map_regions": { input: MapRegionsInput; output: MapRegionsView };
  /** A block of rows of this list, filtered and sorted. */
  "work_orders.page": { input: GridPageInput; output: GridPage };
  /** People who may see a document, by a part of their name: whom a comment may call. */
  "work_orders.people": { input: PeopleInput; output: People };
  /** Service sheets of these work orders as one PDF; noted in history. */
  "work_orders.print": { input: PrintWorkOrdersInput; output: Started };
  /** This list, as filtered and sorted, as a PDF to be printed; noted in history. */
  "work_orders.print_list": { input: GridPrintInput; output: Started };
  /** Removes a file from a document that is not audited yet, with a reason; its content goes a day later. */
  "work_orders.remove_attachment": { input: RemoveAttachmentInput; output: AttachmentList };
  /** What happened to a document: its steps, every change made here with who and from where, comments and files. */
  "work_orders.timeline": { input: TimelineInput; output: TimelineView };
  /** The exact count and sums of this list under a filter and a search, or of named rows. */
  "work_orders.total": { input: GridTotalInput; output: GridTotal };
  /** Takes an audit back, with a reason; refused while something later depends on it. */
  "work_orders.unaudit": { input: UnauditInput; output: DocumentView };
  /** Calls a document off, with a reason: it stays, and counts for nothing. */
  "work_orders.void": { input: VoidInput; output: DocumentView };
}

export type OperationName = keyof Operations;

/** What each operation reads (its cache tags) or, for writes and jobs, invalidates. */
export const OPERATIONS: Record<OperationName, { kind: "read" | "write" | "job"; tags: readonly string[]; needs: string }> = {
  "access.change_password": { kind: "write", tags: ["access"], needs: "session" },
  "access.create_user": { kind: "write", tags: ["users"], needs: "access.manage" },
  "access.lock": { kind: "write", tags: ["access"], needs: "session" },
  "access.login": { kind: "write", tags: ["access"], needs: "public" },
  "access.logout": { kind: "write", tags: ["access"], needs: "session" },
  "access.reset_password": { kind: "write", tags: ["users"], needs: "access.manage" },
  "access.roles": { kind: "read", tags: ["users"], needs: "access.manage" },
  "access.setup": { kind: "write", tags: ["access", "settings", "users"], needs: "public" },
  "access.status": { kind: "read", tags: ["access", "settings", "backups"], needs: "public" },
  "access.unlock": { kind: "write", tags: ["access"], needs: "session" },
  "access.update_user": { kind: "write", tags: ["users", "access"], needs: "access.manage" },
  "access.user": { kind: "read", tags: ["users"], needs: "access.manage" },
  "admin.backup": { kind: "job", tags: ["backups", "access"], needs: "admin.manage" },
  "admin.backups": { kind: "read", tags: ["backups"], needs: "admin.manage" },
  "admin.rebuild_figures": { kind: "job", tags: ["work_orders"], needs: "admin.manage" },
  "admin.restore": { kind: "job", tags: ["backups"], needs: "admin.manage" },
  "admin.save_settings": { kind: "write", tags: ["settings", "access", "documents", "work_orders"], needs: "admin.manage" },
  "admin.settings": { kind: "read", tags: ["settings"], needs: "admin.manage" },
  "admin.verify": { kind: "job", tags: [], needs: "admin.manage" },
  "admin.withdraw_restore": { kind: "job", tags: ["backups"], needs: "admin.manage" },
  "calendars.get": { kind: "read", tags: ["policies"], needs: "policies.read" },
  "calendars.list": { kind: "read", tags: ["policies"], needs: "policies.read" },
  "calendars.preview": { kind: "read", tags: ["policies"], needs: "policies.read" },
  "calendars.save": { kind: "write", tags: ["policies"], needs: "policies.manage" },
  "categories.options": { kind: "read", tags: ["work_orders"], needs: "anyone" },
  "customers.columns": { kind: "read", tags: [], needs: "masters.read" },
  "customers.create": { kind: "write", tags: ["customers"], needs: "masters.manage" },
  "customers.export": { kind: "job", tags: [], needs: "exports.run" },
  "customers.get": { kind: "read", tags: ["customers", "work_orders"], needs: "masters.read" },
  "customers.page": { kind: "read", tags: ["customers"], needs: "masters.read" },
  "customers.print_list": { kind: "job", tags: [], needs: "exports.run" },
  "customers.total": { kind: "read", tags: ["customers"], needs: "masters.read" },
  "customers.update": { kind: "write", tags: ["customers", "work_orders"], needs: "masters.manage" },
  "demo.clear": { kind: "job", tags: ["work_orders", "outlets", "regions", "engineers", "customers", "policies", "dictionaries", "import_batches", "users", "demo"], needs: "admin.manage" },
  "demo.open_accounts": { kind: "write", tags: ["users", "demo"], needs: "admin.manage" },
  "demo.seed": { kind: "job", tags: ["work_orders", "outlets", "regions", "engineers", "customers", "policies", "dictionaries", "import_batches", "users", "demo"], needs: "admin.manage" },
  "demo.status": { kind: "read", tags: ["demo", "work_orders", "outlets", "regions", "engineers", "customers"], needs: "admin.manage" },
  "dictionaries.columns": { kind: "read", tags: [], needs: "masters.read" },
  "dictionaries.create": { kind: "write", tags: ["dictionaries"], needs: "masters.manage" },
  "dictionaries.entry": { kind: "read", tags: ["dictionaries"], needs: "masters.read" },
  "dictionaries.export": { kind: "job", tags: [], needs: "exports.run" },
  "dictionaries.options": { kind: "read", tags: ["dictionaries"], needs: "anyone" },
  "dictionaries.page": { kind: "read", tags: ["dictionaries"], needs: "masters.read" },
  "dictionaries.print_list": { kind: "job", tags: [], needs: "exports.run" },
  "dictionaries.total": { kind: "read", tags: ["dictionaries"], needs: "masters.read" },
  "dictionaries.update": { kind: "write", tags: ["dictionaries"], needs: "masters.manage" },
  "documents.reasons": { kind: "read", tags: ["dictionaries"], needs: "anyone" },
  "engineers.columns": { kind: "read", tags: [], needs: "masters.read" },
  "engineers.create": { kind: "write", tags: ["engineers"], needs: "masters.manage" },
  "engineers.export": { kind: "job", tags: [], needs: "exports.run" },
  "engineers.get": { kind: "read", tags: ["engineers"], needs: "masters.read" },
  "engineers.options": { kind: "read", tags: ["engineers"], needs: "anyone" },
  "engineers.page": { kind: "read", tags: ["engineers"], needs: "masters.read" },
  "engineers.print_list": { kind: "job", tags: [], needs: "exports.run" },
  "engineers.total": { kind: "read", tags: ["engineers"], needs: "masters.read" },
  "engineers.update": { kind: "write", tags: ["engineers"], needs: "masters.manage" },
  "holidays.import": { kind: "write", tags: ["policies", "work_orders"], needs: "policies.manage" },
  "holidays.years": { kind: "read", tags: ["policies"], needs: "policies.read" },
  "import_batches.columns": { kind: "read", tags: [], needs: "work_orders.import" },
  "import_batches.export": { kind: "job", tags: [], needs: "exports.run" },
  "import_batches.page": { kind: "read", tags: ["import_batches"], needs: "work_orders.import" },
  "import_batches.print_list": { kind: "job", tags: [], needs: "exports.run" },
  "import_batches.total": { kind: "read", tags: ["import_batches"], needs: "work_orders.import" },
  "imports.get": { kind: "read", tags: ["import_batches"], needs: "anyone" },
  "imports.inspect": { kind: "read", tags: [], needs: "anyone" },
  "imports.kinds": { kind: "read", tags: [], needs: "anyone" },
  "imports.options": { kind: "read", tags: ["import_batches"], needs: "work_orders.read" },
  "imports.run": { kind: "job", tags: ["import_batches", "work_orders", "outlets", "regions", "engineers", "customers"], needs: "anyone" },
  "imports.undo": { kind: "job", tags: ["import_batches", "work_orders", "outlets", "regions", "engineers", "customers"], needs: "anyone" },
  "imports.values": { kind: "read", tags: [], needs: "anyone" },
  "inbox.list": { kind: "read", tags: ["inbox"], needs: "anyone" },
  "inbox.mark": { kind: "write", tags: ["inbox"], needs: "anyone" },
  "inbox.unread": { kind: "read", tags: ["inbox"], needs: "anyone" },
  "insight.backlog_ageing": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"], needs: "insight.read" },
  "insight.brief": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"], needs: "insight.read" },
  "insight.brief_pdf": { kind: "job", tags: [], needs: "insight.read" },
  "insight.dashboard": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"], needs: "insight.read" },
  "insight.figure_file": { kind: "job", tags: [], needs: "insight.read" },
  "insight.flow": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"], needs: "insight.read" },
  "insight.monitor": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"], needs: "insight.read" },
  "insight.on_time_trend": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"], needs: "insight.read" },
  "insight.outlet_ranking": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"], needs: "insight.read" },
  "insight.overview": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"], needs: "insight.read" },
  "insight.pareto": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"], needs: "insight.read" },
  "insight.report": { kind: "job", tags: [], needs: "insight.read" },
  "insight.save_targets": { kind: "write", tags: ["settings"], needs: "policies.manage" },
  "insight.targets": { kind: "read", tags: ["settings"], needs: "insight.read" },
  "insight.weekday_hour": { kind: "read", tags: ["work_orders", "outlets", "regions", "settings"], needs: "insight.read" },
  "jobs.cancel": { kind: "write", tags: ["jobs"], needs: "anyone" },
  "jobs.get": { kind: "read", tags: ["jobs"], needs: "anyone" },
  "jobs.list": { kind: "read", tags: ["jobs"], needs: "anyone" },
  "maps.layers": { kind: "read", tags: ["map_layers"], needs: "anyone" },
  "maps.remove_layer": { kind: "write", tags: ["map_layers"], needs: "admin.manage" },
  "maps.save_layer": { kind: "write", tags: ["map_layers"], needs: "admin.manage" },
  "outlets.columns": { kind: "read", tags: [], needs: "masters.read" },
  "outlets.create": { kind: "write", tags: ["outlets"], needs: "masters.manage" },
  "outlets.export": { kind: "job", tags: [], needs: "exports.run" },
  "outlets.get": { kind: "read", tags: ["outlets"], needs: "masters.read" },
  "outlets.map_points": { kind: "read", tags: ["outlets"], needs: "masters.read" },
  "outlets.options": { kind: "read", tags: ["outlets"], needs: "anyone" },
  "outlets.page": { kind: "read", tags: ["outlets"], needs: "masters.read" },
  "outlets.print_list": { kind: "job", tags: [], needs: "exports.run" },
  "outlets.total": { kind: "read", tags: ["outlets"], needs: "masters.read" },
  "outlets.update": { kind: "write", tags: ["outlets"], needs: "masters.manage" },
  "outlets.within": { kind: "read", tags: ["outlets", "regions"], needs: "anyone" },
  "places.convert": { kind: "read", tags: [], needs: "anyone" },
  "places.divisions": { kind: "read", tags: [], needs: "anyone" },
  "places.find": { kind: "read", tags: [], needs: "anyone" },
  "places.labels": { kind: "read", tags: [], needs: "anyone" },
  "places.locate": { kind: "read", tags: [], needs: "anyone" },
  "policies.compare": { kind: "job", tags: [], needs: "policies.read" },
  "policies.get": { kind: "read", tags: ["policies"], needs: "policies.read" },
  "policies.install_presets": { kind: "write", tags: ["policies", "work_orders"], needs: "policies.manage" },
  "policies.list": { kind: "read", tags: ["policies"], needs: "policies.read" },
  "policies.presets": { kind: "read", tags: ["policies"], needs: "policies.read" },
  "policies.save": { kind: "write", tags: ["policies", "work_orders"], needs: "policies.manage" },
  "policies.try": { kind: "read", tags: ["policies"], needs: "policies.read" },
  "preferences.get": { kind: "read", tags: ["preferences"], needs: "anyone" },
  "preferences.save": { kind: "write", tags: ["preferences"], needs: "anyone" },
  "regions.columns": { kind: "read", tags: [], needs: "masters.read" },
  "regions.create": { kind: "write", tags: ["regions"], needs: "masters.manage" },
  "regions.export": { kind: "job", tags: [], needs: "exports.run" },
  "regions.get": { kind: "read", tags: ["regions", "outlets"], needs: "masters.read" },
  "regions.options": { kind: "read", tags: ["regions", "outlets"], needs: "anyone" },
  "regions.page": { kind: "read", tags: ["regions"], needs: "masters.read" },
  "regions.print_list": { kind: "job", tags: [], needs: "exports.run" },
  "regions.total": { kind: "read", tags: ["regions"], needs: "masters.read" },
  "regions.update": { kind: "write", tags: ["regions", "outlets", "work_orders"], needs: "masters.manage" },
  "search.find": { kind: "read", tags: ["work_orders", "customers", "outlets", "engineers", "users"], needs: "anyone" },
  "users.columns": { kind: "read", tags: [], needs: "access.manage" },
  "users.export": { kind: "job", tags: [], needs: "exports.run" },
  "users.page": { kind: "read", tags: ["users"], needs: "access.manage" },
  "users.print_list": { kind: "job", tags: [], needs: "exports.run" },
  "users.total": { kind: "read", tags: ["users"], needs: "access.manage" },
  "views.delete": { kind: "write", tags: ["views"], needs: "anyone" },
  "views.list": { kind: "read", tags: ["views"], needs: "anyone" },
  "views.rename": { kind: "write", tags: ["views"], needs: "anyone" },
  "views.reorder": { kind: "write", tags: ["views"], needs: "anyone" },
  "views.save": { kind: "write", tags: ["views"], needs: "anyone" },
  "views.share": { kind: "write", tags: ["views"], needs: "views.share" },
  "work_orders.attach": { kind: "write", tags: ["documents"], needs: "documents.attach" },
  "work_orders.attachments": { kind: "read", tags: ["documents"], needs: "work_orders.read" },
  "work_orders.audit": { kind: "write", tags: ["work_orders"], needs: "work_orders.audit" },
  "work_orders.audit_many": { kind: "job", tags: ["work_orders"], needs: "work_orders.audit" },
  "work_orders.columns": { kind: "read", tags: [], needs: "work_orders.read" },
  "work_orders.comment": { kind: "write", tags: ["documents"], needs: "documents.comment" },
  "work_orders.comments": { kind: "read", tags: ["documents"], needs: "work_orders.read" },
  "work_orders.copy": { kind: "write", tags: ["work_orders"], needs: "work_orders.copy" },
  "work_orders.delete_comment": { kind: "write", tags: ["documents"], needs: "documents.comment" },
  "work_orders.document": { kind: "read", tags: ["work_orders", "documents"], needs: "work_orders.read" },
  "work_orders.export": { kind: "job", tags: [], needs: "exports.run" },
  "work_orders.get": { kind: "read", tags: ["work_orders", "policies"], needs: "work_orders.read" },
  "work_orders.map_points": { kind: "read", tags: ["work_orders", "settings"], needs: "work_orders.read" },
  "work_orders.map_regions": { kind: "read", tags: ["work_orders", "regions", "outlets"], needs: "work_orders.read" },
  "work_orders.page": { kind: "read", tags: ["work_orders"], needs: "work_orders.read" },
  "work_orders.people": { kind: "read", tags: ["users"], needs: "documents.comment" },
  "work_orders.print": { kind: "job", tags: [], needs: "work_orders.read" },
  "work_orders.print_list": { kind: "job", tags: [], needs: "exports.run" },
  "work_orders.remove_attachment": { kind: "write", tags: ["documents"], needs: "documents.attach" },
  "work_orders.timeline": { kind: "read", tags: ["work_orders", "documents"], needs: "work_orders.read" },
  "work_orders.total": { kind: "read", tags: ["work_orders"], needs: "work_orders.read" },
  "work_orders.unaudit": { kind: "write", tags: ["work_orders"], needs: "work_orders.unaudit" },
  "work_orders.void": { kind: "write", tags: ["work_orders"], needs: "work_orders.void" },
};
