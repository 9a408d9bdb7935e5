-- Calendars and SLA policies: versioned data. A revision is never changed; a new one is added.

create table calendars (
    id {pk},
    version bigint not null default 1,
    code text not null unique,
    name text not null
);

create table calendar_revisions (
    id {pk},
    calendar_id bigint not null references calendars (id),
    revision bigint not null,
    -- 'cn': the announced days come from the holidays that ship and those imported, not from the specification.
    follows text not null check (follows in ('none', 'cn')),
    spec text not null,
    created_at bigint not null,
    created_by bigint not null,
    unique (calendar_id, revision)
);

create table policies (
    id {pk},
    version bigint not null default 1,
    code text not null unique,
    name text not null,
    rank bigint not null default 0,
    active bigint not null default 1 check (active in (0, 1))
);

create table policy_revisions (
    id {pk},
    policy_id bigint not null references policies (id),
    revision bigint not null,
    effective_from bigint not null,
    -- Which orders it is for: kinds, priorities, categories; an empty list is any.
    applies text not null,
    spec text not null,
    created_at bigint not null,
    created_by bigint not null,
    unique (policy_id, revision)
);

-- Public holidays and make-up workdays of years that were imported, over those the program ships.
create table holidays (
    day text not null,
    kind text not null check (kind in ('holiday', 'make_up')),
    name text not null,
    primary key (day)
);
create table holiday_years (
    year bigint primary key,
    days bigint not null,
    imported_at bigint not null,
    imported_by bigint not null
);
