-- The life of an order beyond its import: its log of events (what every clock is read from), the nodes it passed, what
-- came of it and what the customer said.

-- Codes that people keep themselves: causes, symptoms, reasons. One table, since they all behave alike.
create table dictionary_entries (
    id {pk},
    version bigint not null default 1,
    -- 'cause', 'symptom', 'action', 'cancel_reason', 'hold_reason', 'urge_reason', 'channel' … (dictionaries/rules.rs)
    dictionary text not null,
    code text not null,
    name text not null,
    name_en text,
    rank bigint not null default 0,
    active bigint not null default 1 check (active in (0, 1)),
    batch_id bigint,
    created_at bigint not null,
    unique (dictionary, code)
);
create index dictionary_entries_by_rank on dictionary_entries (dictionary, rank, id);

alter table work_orders add column channel text;
alter table work_orders add column serial_number text;
alter table work_orders add column cause_id bigint references dictionary_entries (id);
-- What the visit came to: solved, inspected_only, needs_parts, needs_identification, second_visit, solved_remotely.
alter table work_orders add column outcome text;
alter table work_orders add column confirmed_at bigint;
alter table work_orders add column dispatched_at bigint;
alter table work_orders add column accepted_at bigint;
alter table work_orders add column appointment_at bigint;
alter table work_orders add column followed_up_at bigint;
alter table work_orders add column visits bigint;
-- 1: solved at the first visit and not reopened; 0: not; null: not yet known.
alter table work_orders add column first_visit_fixed bigint check (first_visit_fixed in (0, 1));
-- The customer's score, 0 to 100 (domain §1.7).
alter table work_orders add column satisfaction bigint check (satisfaction between 0 and 100);
alter table work_orders add column followed_up_day bigint;
-- The policy it is judged by, where it is one of the workspace's own; null: due times were given by its source.
alter table work_orders add column policy_revision_id bigint references policy_revisions (id);

-- Everything that happened to an order and that a clock may ask for: steps, pauses, changes of priority, promises.
-- Append-only; occurred and recorded are two times (domain §4.1).
create table work_order_events (
    id {pk},
    order_id bigint not null references work_orders (id),
    at bigint not null,
    recorded_at bigint not null,
    -- A step (confirmed, dispatched …), 'paused', 'resumed', 'priority_changed', 'promised', 'urged' … (work_orders/rules.rs)
    kind text not null,
    reason text,
    note text,
    -- What the kind needs beside: JSON, typed by the kind.
    data text,
    actor_name text
);
create index work_order_events_by_order on work_order_events (order_id, at, id);
