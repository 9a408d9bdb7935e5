-- Work orders, and the derived tables that make their figures instant. Each derived table can be rebuilt from
-- the orders (`outpostctl verify` recomputes and compares them).

create table work_orders (
    id {pk},
    version bigint not null default 1,
    number text not null unique,
    external_number text unique,
    kind text not null,
    priority text not null,
    category_id bigint references categories (id),
    product_name text,
    outlet_id bigint references outlets (id),
    engineer_id bigint references engineers (id),
    customer_id bigint references customers (id),
    contact_name text,
    contact_phone text,
    address text,
    latitude double precision,
    longitude double precision,
    coordinate_system text,
    description text,
    state text not null check (state in ('open', 'in_progress', 'completed', 'closed', 'cancelled')),
    is_open bigint not null check (is_open in (0, 1)),
    opened_at bigint not null,
    response_due_at bigint,
    due_at bigint,
    responded_at bigint,
    arrived_at bigint,
    completed_at bigint,
    closed_at bigint,
    cost bigint,
    -- 1 met, 0 breached, null: no target, or not yet done.
    response_met bigint check (response_met in (0, 1)),
    resolution_met bigint check (resolution_met in (0, 1)),
    -- What the source itself said of it; a fact to compare with, never our verdict.
    source_verdict text,
    -- Due times are the source's own: a fixed clock.
    due_fixed bigint not null default 0 check (due_fixed in (0, 1)),
    flag_closed_before_opened bigint not null default 0 check (flag_closed_before_opened in (0, 1)),
    handling_ms bigint,
    handling_bucket bigint,
    opened_day bigint not null,
    responded_day bigint,
    completed_day bigint,
    due_day bigint,
    batch_id bigint,
    source_line bigint,
    digest bigint not null,
    created_at bigint not null
);
create index work_orders_by_opened on work_orders (opened_at, id);
create index work_orders_by_outlet on work_orders (outlet_id, state, opened_at, id);
create index work_orders_by_state on work_orders (state, opened_at, id);
create index work_orders_open_due on work_orders (due_at, id) where is_open = 1;
create index work_orders_by_category on work_orders (category_id, opened_at, id);
-- When an order ended, and when it was first responded to, as its figures count it: the drills of the dashboard.
create index work_orders_by_ended on work_orders (coalesce(completed_at, closed_at), id);
create index work_orders_by_response on work_orders (coalesce(responded_at, arrived_at), id)
    where response_met is not null;
create index work_orders_by_customer on work_orders (customer_id) where customer_id is not null;
create index work_orders_by_engineer on work_orders (engineer_id) where engineer_id is not null;
create index work_orders_by_batch on work_orders (batch_id) where batch_id is not null;

-- Sums by outlet and category (0 = all, -1 = none). Grain 0: by day; 1: by month; 2: by present state, where `period` is
-- the state's place and `opened` counts the orders that stand in it.
create table work_order_rollup (
    grain bigint not null,
    outlet_id bigint not null,
    category_id bigint not null,
    period bigint not null,
    opened bigint not null,
    completed bigint not null,
    resolution_judged bigint not null,
    resolution_met bigint not null,
    response_judged bigint not null,
    response_met bigint not null,
    -- Orders that are open now and due in this period.
    open_due bigint not null,
    handling_ms bigint not null,
    handled bigint not null,
    cost bigint not null,
    -- 'bucket:count bucket:count …' of handling times (work_orders/rules.rs); sums by appending.
    histogram text not null,
    primary key (grain, outlet_id, category_id, period)
);

-- What was added since the last fold, in the same shape; insert-only, so that writers never meet on a hot row.
create table work_order_deltas (
    id {pk},
    grain bigint not null,
    outlet_id bigint not null,
    category_id bigint not null,
    period bigint not null,
    opened bigint not null,
    completed bigint not null,
    resolution_judged bigint not null,
    resolution_met bigint not null,
    response_judged bigint not null,
    response_met bigint not null,
    open_due bigint not null,
    handling_ms bigint not null,
    handled bigint not null,
    cost bigint not null,
    histogram text not null
);

-- Rows of a running import, until they are published or swept. Ids of
-- outlets and categories that the import is about to make stand for places in `import_names`.
create table work_order_stage (
    batch_id bigint not null,
    line bigint not null,
    number text not null,
    external_number text,
    kind text not null,
    priority text not null,
    category_id bigint,
    product_name text,
    outlet_id bigint,
    customer_id bigint,
    contact_name text,
    contact_phone text,
    address text,
    latitude double precision,
    longitude double precision,
    coordinate_system text,
    description text,
    state text not null,
    is_open bigint not null,
    opened_at bigint not null,
    response_due_at bigint,
    due_at bigint,
    responded_at bigint,
    arrived_at bigint,
    completed_at bigint,
    closed_at bigint,
    cost bigint,
    response_met bigint,
    resolution_met bigint,
    source_verdict text,
    flag_closed_before_opened bigint not null,
    handling_ms bigint,
    handling_bucket bigint,
    opened_day bigint not null,
    responded_day bigint,
    completed_day bigint,
    due_day bigint,
    digest bigint not null
);
