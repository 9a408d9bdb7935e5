-- What a person keeps for themselves, and what waits for them to be read.

-- The layout of a page, a chosen scope, saved choices: small JSON texts under a key of the screen's own.
create table user_preferences (
    user_id bigint not null references users (id),
    key text not null,
    value text not null,
    at bigint not null,
    primary key (user_id, key)
);

-- Messages for a person. The text is made of the code when it is shown, so that it follows the chosen language.
create table inbox_items (
    id {pk},
    user_id bigint not null references users (id),
    at bigint not null,
    code text not null,
    params text not null,
    -- The record that it is about, where there is one.
    link_kind text,
    link_id bigint,
    read_at bigint
);
create index inbox_items_by_user on inbox_items (user_id, id);
create index inbox_items_unread on inbox_items (user_id) where read_at is null;
create index inbox_items_by_time on inbox_items (at);
