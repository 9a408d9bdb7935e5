-- More figures: first visits, satisfaction, what was solved, what complaints waited for, hours of the week; and filters by
-- kind and priority. The sums get a new shape, so they are new tables; the orders that are here already are added up
-- again when the program opens the workspace (the mark below says so).

-- The hour of the week in which it was opened, in the workspace's zone: 0 is Monday 00:00, 167 Sunday 23:00.
alter table work_orders add column opened_hour bigint check (opened_hour between 0 and 167);

alter table work_order_stage add column opened_hour bigint;
alter table work_order_stage add column cause_id bigint;
alter table work_order_stage add column outcome text;
alter table work_order_stage add column first_visit_fixed bigint;
alter table work_order_stage add column satisfaction bigint;

drop table work_order_rollup;
drop table work_order_deltas;

-- Sums of orders. A key column that is 0 means "all", -1 "none"; kinds and priorities are places from 1 on
-- (work_orders/rules.rs). Grain 0: by day; 1: by month; 2: by present state, where `period` is the state's place and
-- `opened` counts the orders that stand in it; 3: by month and cause.
-- Kept are, by day: all, outlet, category, kind × priority; by month and state: these, outlet × category,
-- outlet × kind × priority, category × kind × priority; by cause: all, outlet. Anything else is counted.
create table work_order_sums (
    grain bigint not null,
    outlet_id bigint not null,
    category_id bigint not null,
    kind bigint not null,
    priority bigint not null,
    cause_id bigint not null,
    period bigint not null,
    opened bigint not null,
    -- Of the opened ones: called off, solved by now, with a cost, complaints; and what they cost.
    called_off bigint not null,
    resolved bigint not null,
    costed bigint not null,
    cost bigint not null,
    complaints bigint not null,
    -- Open now, by the day they were opened; and by the day they are due.
    open_opened bigint not null,
    open_due bigint not null,
    -- What came into the backlog and what left it: their difference up to a day is what was open at its end.
    entered bigint not null,
    cleared bigint not null,
    responded bigint not null,
    response_ms bigint not null,
    response_judged bigint not null,
    response_met bigint not null,
    completed bigint not null,
    resolution_judged bigint not null,
    resolution_met bigint not null,
    handled bigint not null,
    handling_ms bigint not null,
    visit_judged bigint not null,
    visit_fixed bigint not null,
    scored bigint not null,
    score bigint not null,
    -- 'bucket:count bucket:count …'; sums by appending. Handling times (work_orders/rules.rs), hours of the week in which
    -- orders were opened, the same of those that ended late, and whole hours until complaints were answered.
    handling text not null,
    hours text not null,
    late_hours text not null,
    answers text not null,
    primary key (grain, outlet_id, category_id, kind, priority, cause_id, period)
);

-- What was added since the last fold, in the same shape; insert-only, so that writers never meet on a hot row.
create table work_order_sum_deltas (
    id {pk},
    grain bigint not null,
    outlet_id bigint not null,
    category_id bigint not null,
    kind bigint not null,
    priority bigint not null,
    cause_id bigint not null,
    period bigint not null,
    opened bigint not null,
    called_off bigint not null,
    resolved bigint not null,
    costed bigint not null,
    cost bigint not null,
    complaints bigint not null,
    open_opened bigint not null,
    open_due bigint not null,
    entered bigint not null,
    cleared bigint not null,
    responded bigint not null,
    response_ms bigint not null,
    response_judged bigint not null,
    response_met bigint not null,
    completed bigint not null,
    resolution_judged bigint not null,
    resolution_met bigint not null,
    handled bigint not null,
    handling_ms bigint not null,
    visit_judged bigint not null,
    visit_fixed bigint not null,
    scored bigint not null,
    score bigint not null,
    handling text not null,
    hours text not null,
    late_hours text not null,
    answers text not null
);

-- Open orders by age, with all that the backlog is filtered by; and by the clock that runs out next, for the monitor.
create index work_orders_open_age on work_orders (opened_at, due_at, outlet_id, category_id, kind, priority)
    where is_open = 1;
create index work_orders_open_next on work_orders (
    (case when responded_at is null and arrived_at is null and response_due_at is not null
        and (due_at is null or response_due_at < due_at) then response_due_at else due_at end),
    outlet_id, category_id, kind, priority, id) where is_open = 1;
-- First responses now count without a target also (how long they took).
drop index work_orders_by_response;
create index work_orders_by_response on work_orders (coalesce(responded_at, arrived_at), id)
    where coalesce(responded_at, arrived_at) is not null;

insert into settings (key, value) select 'rebuild.work_order_sums', '12' where exists (select 1 from work_orders);
