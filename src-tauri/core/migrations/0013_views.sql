-- Saved views of lists: filter, order and columns under a name, of one person or shared with all who see the list.

create table saved_views (
    id {pk},
    version bigint not null default 1,
    grid text not null,
    owner_id bigint not null references users (id),
    name text not null,
    shared bigint not null default 0 check (shared in (0, 1)),
    -- Filter, sort, columns: JSON, checked against the list when it is saved (grids/views.rs).
    spec text not null,
    created_at bigint not null,
    updated_at bigint not null,
    updated_by text not null
);
create index saved_views_by_grid on saved_views (grid, shared, owner_id);

-- How each person has the views of a list: their order (ids, JSON) and the one it opens with.
create table view_choices (
    user_id bigint not null references users (id),
    grid text not null,
    places text not null,
    default_id bigint references saved_views (id),
    primary key (user_id, grid)
);
