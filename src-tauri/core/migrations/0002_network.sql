-- The network: regions, outlets, engineers, customers, and the categories of what they serve.

create table regions (
    id {pk},
    version bigint not null default 1,
    code text not null unique,
    name text not null,
    parent_id bigint references regions (id),
    -- '/3/17/': ids from the root, so that a region and all below it are one range of text.
    path text not null,
    batch_id bigint
);
create index regions_by_path on regions (path);
create index regions_by_parent on regions (parent_id);

create table outlets (
    id {pk},
    version bigint not null default 1,
    code text not null unique,
    name text not null,
    kind text not null check (kind in ('direct', 'authorised', 'franchise')),
    level text,
    region_id bigint references regions (id),
    region_path text not null default '/',
    phone text,
    address text,
    latitude double precision,
    longitude double precision,
    active bigint not null default 1 check (active in (0, 1)),
    batch_id bigint,
    created_at bigint not null
);
create index outlets_by_region on outlets (region_path);
create index outlets_by_name on outlets (name, id);

create table engineers (
    id {pk},
    version bigint not null default 1,
    code text not null unique,
    name text not null,
    outlet_id bigint not null references outlets (id),
    phone text,
    skills text,
    active bigint not null default 1 check (active in (0, 1)),
    batch_id bigint,
    created_at bigint not null
);
create index engineers_by_outlet on engineers (outlet_id);

create table customers (
    id {pk},
    version bigint not null default 1,
    code text not null unique,
    name text not null,
    kind text not null check (kind in ('person', 'company')),
    tier text,
    phone text,
    address text,
    latitude double precision,
    longitude double precision,
    batch_id bigint,
    created_at bigint not null
);
create index customers_by_phone on customers (phone);
create index customers_by_name on customers (name, id);

create table categories (
    id {pk},
    name text not null unique,
    batch_id bigint
);

-- The outlets a person may see, whatever way the scope is told.
create view user_outlets as
    select s.user_id as user_id, o.id as outlet_id
    from user_scopes s join users u on u.id = s.user_id join outlets o on o.id = s.target_id
    where u.scope_kind = 'outlets'
    union all
    select s.user_id, o.id
    from user_scopes s join users u on u.id = s.user_id join regions r on r.id = s.target_id
    join outlets o on o.region_path >= r.path and o.region_path < r.path || 'z'
    where u.scope_kind = 'regions';
