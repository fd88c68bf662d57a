-- Up to which job those that ended long ago have been deleted or stripped of what their receipts hold as well.
create table core.retention_mark (
    one    boolean primary key default true constraint retention_mark_one check (one),
    job_id uuid not null
);
insert into core.retention_mark (job_id) values ('00000000-0000-0000-0000-000000000000');

-- rows come in the order of time: an index of their pages costs a submit nothing
create index idempotency_key_by_time on core.idempotency_key using brin (created_at);
