-- The search box: which rows hold which pieces of text (search/mod.rs). All of it is made from the rows themselves, by a
-- worker, and can be thrown away and made again.

-- For each piece of text and each block of 65 536 ids: which rows of the block hold it, as search/rows.rs packs them.
create table search_postings (
    entity text not null,
    term bigint not null,
    block bigint not null,
    ids {bytes} not null,
    primary key (entity, term, block)
);

-- Up to which id the rows of a list were handed to the queue.
create table search_marks (
    entity text primary key,
    seen bigint not null
);

-- Rows that are new or changed since they were last read for the search; `gone` ones leave it.
create table search_queue (
    id {pk},
    entity text not null,
    first_id bigint not null,
    last_id bigint not null,
    gone bigint not null default 0 check (gone in (0, 1))
);
create index search_queue_by_entity on search_queue (entity, id);

-- The initials of each Chinese name that some row holds: a fact of the name, so never out of date.
create table search_names (
    name text primary key,
    initials text not null
);

{watch work_orders: number, external_number, contact_name, contact_phone, serial_number, product_name};
{watch customers: code, name, phone};
{watch outlets: code, name};
{watch engineers: code, name, phone};
{watch users: login, name};
