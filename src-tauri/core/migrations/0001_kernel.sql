-- Who may do what, what was done, and what is being done.

create table settings (
    key text primary key,
    value text not null
);

create table users (
    id {pk},
    version bigint not null default 1,
    login text not null unique,
    name text not null,
    password_hash text not null,
    roles text not null,
    scope_kind text not null check (scope_kind in ('all', 'regions', 'outlets', 'own')),
    engineer_id bigint,
    active bigint not null default 1 check (active in (0, 1)),
    must_change_password bigint not null default 0 check (must_change_password in (0, 1)),
    failed_count bigint not null default 0,
    locked_until bigint not null default 0,
    last_login_at bigint,
    created_at bigint not null
);

-- What a person with scope 'regions' or 'outlets' may see.
create table user_scopes (
    user_id bigint not null references users (id),
    target_id bigint not null,
    primary key (user_id, target_id)
);

create table sessions (
    token_hash text primary key,
    user_id bigint not null references users (id),
    created_at bigint not null,
    expires_at bigint not null,
    seen_at bigint not null,
    locked bigint not null default 0 check (locked in (0, 1))
);
create index sessions_by_user on sessions (user_id);

-- The first statement of a write: one request happens once.
create table requests (
    actor_id bigint not null,
    operation text not null,
    request_id text not null,
    input_hash text not null,
    result text,
    at bigint not null,
    primary key (actor_id, operation, request_id)
);
create index requests_by_time on requests (at);

-- What changed: the after-image's digest, later chained by the sealer.
create table history (
    id {pk},
    at bigint not null,
    actor_id bigint not null,
    actor_name text not null,
    operation text not null,
    origin text not null,
    entity text not null,
    entity_id bigint not null,
    code text not null,
    params text not null,
    changes text not null,
    digest text not null
);
create index history_by_entity on history (entity, entity_id, id);

-- The chain over history, made after the commits, so that writers never wait for one another.
create table history_chain (
    position bigint primary key,
    history_id bigint not null unique references history (id),
    hash text not null
);

create table outbox (
    id {pk},
    kind text not null,
    payload text not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts bigint not null default 0,
    error text
);
create index outbox_by_due on outbox (due_at);

create table jobs (
    id {pk},
    operation text not null,
    actor_id bigint not null,
    state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    phase text not null,
    done bigint not null default 0,
    total bigint,
    input text not null,
    result text,
    error text,
    created_at bigint not null,
    finished_at bigint
);
create index jobs_by_actor on jobs (actor_id, id);
create index jobs_by_state on jobs (state);

-- Next free number of each series; blocks of it are reserved outside of the writes that use them.
create table number_series (
    series text primary key,
    next bigint not null
);

-- Files made by jobs, or uploaded for them.
create table files (
    id text primary key,
    owner_id bigint not null,
    kind text not null check (kind in ('upload', 'export', 'rejects')),
    name text not null,
    bytes bigint not null,
    created_at bigint not null
);
