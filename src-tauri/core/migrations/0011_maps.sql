-- What a workspace lays under and over its maps, and what finds the open orders that have a place.

create table map_layers (
    id {pk},
    version bigint not null default 1,
    kind text not null check (kind in ('tiles', 'geojson', 'pmtiles')),
    name text not null unique,
    -- Who made it, and the number of its approval (审图号): both are written on every map that shows it.
    source text not null,
    approval_number text not null,
    coordinate_system text not null check (coordinate_system in ('wgs84', 'gcj02', 'bd09')),
    -- Of tiles: where they are fetched, with {z} {x} {y} and perhaps {key}. The key never leaves the server.
    url text,
    access_key text,
    -- Of files: the name in the workspace's folder of maps, and what reading it found (maps/model.rs, as JSON).
    file text,
    bytes bigint,
    details text,
    -- Of areas: the property whose values are the codes or names of regions.
    join_property text,
    active bigint not null default 1 check (active in (0, 1)),
    created_at bigint not null
);

-- Stored coordinates are WGS-84; this is the system they came in.
alter table outlets add column coordinate_system text;
alter table customers add column coordinate_system text;

-- Everything a map of open orders reads, so that it never touches the orders themselves.
create index work_orders_open_places on work_orders (longitude, latitude, due_at, outlet_id, engineer_id, is_open, id)
    where is_open = 1 and latitude is not null;
