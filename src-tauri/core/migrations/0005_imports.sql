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
