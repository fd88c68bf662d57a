-- Jobs that were run again, or by several workers at once, and whose results did not agree with this worker's.
create table marketplace.mismatch (
    id       uuid primary key,
    miner_id text        not null,
    job_id   uuid        not null,
    at       timestamptz not null default now(),
    constraint mismatch_once unique (miner_id, job_id)
);
