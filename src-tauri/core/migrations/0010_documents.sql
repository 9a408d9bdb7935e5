-- What every business document has beside its own fields: who audited it, what people said of it, what they attached.

alter table work_orders add column audited_at bigint;
alter table work_orders add column audited_by bigint references users (id);
alter table work_orders add column audited_name text;
create index work_orders_by_audit on work_orders (audited_at, id) where audited_at is not null;

-- A comment never changes; its author may take it back, and then only the mark stays.
create table document_comments (
    id {pk},
    entity text not null,
    entity_id bigint not null,
    at bigint not null,
    author_id bigint not null references users (id),
    author_name text not null,
    text text not null,
    -- Whom it names: a JSON list of {id, name}.
    mentions text not null,
    deleted_at bigint
);
create index document_comments_of on document_comments (entity, entity_id, id);

-- Files that belong to a document. The content lies in the object store under its SHA-256.
create table document_attachments (
    id {pk},
    entity text not null,
    entity_id bigint not null,
    sha256 text not null,
    name text not null,
    kind text not null check (kind in ('jpeg', 'png', 'webp', 'pdf', 'xlsx', 'docx', 'text')),
    bytes bigint not null,
    caption text,
    -- Of photos: as they are seen upright, in pixels.
    width bigint,
    height bigint,
    -- What the camera noted; facts of the photo, no coordinates of the document. Local time without a zone, as it stands there.
    taken_at text,
    latitude double precision,
    longitude double precision,
    added_at bigint not null,
    added_by bigint not null references users (id),
    added_name text not null,
    removed_at bigint,
    removed_name text
);
create index document_attachments_of on document_attachments (entity, entity_id, id);
create index document_attachments_by_content on document_attachments (sha256);
create unique index document_attachments_once on document_attachments (entity, entity_id, sha256) where removed_at is null;

-- Whether an import has replaced a row is asked of one order at a time.
create index import_before_by_entity on import_before (entity, entity_id);

-- Words to give as a reason; a workspace adds its own and retires these.
insert into dictionary_entries (dictionary, code, name, name_en, rank, created_at) values
    ('unaudit_reason', 'wrong_data', '数据录入有误', 'Data entered wrongly', 1, 0),
    ('unaudit_reason', 'new_evidence', '有新的凭证', 'New evidence', 2, 0),
    ('unaudit_reason', 'audited_by_mistake', '误审核', 'Audited by mistake', 3, 0),
    ('unaudit_reason', 'other', '其他', 'Other', 9, 0),
    ('void_reason', 'duplicate', '重复单据', 'Duplicate', 1, 0),
    ('void_reason', 'customer_cancelled', '客户取消', 'Cancelled by the customer', 2, 0),
    ('void_reason', 'entered_by_mistake', '误录入', 'Entered by mistake', 3, 0),
    ('void_reason', 'out_of_service', '不在服务范围', 'Outside of the service', 4, 0),
    ('void_reason', 'other', '其他', 'Other', 9, 0),
    ('remove_reason', 'wrong_file', '传错文件', 'Wrong file', 1, 0),
    ('remove_reason', 'personal_data', '含个人隐私', 'Shows personal data', 2, 0),
    ('remove_reason', 'unreadable', '看不清', 'Not legible', 3, 0),
    ('remove_reason', 'other', '其他', 'Other', 9, 0);
