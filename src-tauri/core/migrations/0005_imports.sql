-- Imports: what was read, from where, and what became of it.

create table import_batches (
    id {pk},
    version bigint not null default 1,
    kind text not null,
    file_name text not null,
    file_digest text not null,
    state text not null check (state in ('staging', 'committed', 'undone', 'failed')),
    rows_read bigint not null default 0,
    rows_created bigint not null default 0,
    rows_updated bigint not null default 0,
    rows_skipped bigint not null default 0,
    rows_rejected bigint not null default 0,
    rows_flagged bigint not null default 0,
    content_digest text,
    report text,
    actor_id bigint not null,
    actor_name text not null,
    created_at bigint not null,
    finished_at bigint
);

-- The mapping last used for a header, per kind.
create table import_mappings (
    kind text not null,
    signature text not null,
    mapping text not null,
    used_at bigint not null,
    primary key (kind, signature)
);

-- What an update replaced, so that a whole batch can be undone.
create table import_before (
    batch_id bigint not null references import_batches (id),
    entity text not null,
    entity_id bigint not null,
    image text not null,
    primary key (batch_id, entity, entity_id)
);

-- What an import is about to make: its place (a negative id in the staged rows) and, once made, its real id.
create table import_names (
    batch_id bigint not null,
    entity text not null,
    place bigint not null,
    name text not null,
    real_id bigint,
    primary key (batch_id, entity, place)
);

-- Staged master data: one row of a file as JSON, until it is published or swept.
create table import_stage (
    batch_id bigint not null,
    line bigint not null,
    code text not null,
    fields text not null
);
