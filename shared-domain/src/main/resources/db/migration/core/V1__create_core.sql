-- Shared by all services. Ids are UUID version 7 made in Java: they sort by time.

create table core.api_key (
    id         uuid primary key,
    hash       bytea       not null constraint api_key_hash_unique unique,
    principal  text        not null,
    role       text        not null constraint api_key_role check (role in ('client', 'miner', 'admin')),
    tenant     text        not null,
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);
create index api_key_live on core.api_key (principal) where revoked_at is null;

-- The answers of requests that carried an Idempotency-Key; resource is what the first one made.
create table core.idempotency_key (
    principal    text        not null,
    key          text        not null,
    request_hash text        not null,
    resource     uuid        not null,
    created_at   timestamptz not null default now(),
    primary key (principal, key)
);

-- Requirements are interned: jobs that ask for the same machine share one class, and a claim touches only rows of
-- classes its miner can run. key is the canonical text of the requirement.
create table core.requirement (
    class int generated always as identity primary key,
    key   text not null constraint requirement_key_unique unique
);

-- Append-only. The state of a job is where its rows are: ready = QUEUED, lease = RUNNING, outcome = ended.
create table core.job (
    id               uuid primary key,
    client           text        not null,
    class            int         not null,
    type             text,
    payload          json        not null,
    requested_at     timestamptz not null default now(),
    expires_at       timestamptz not null,
    payment_amount   numeric(38, 8),
    payment_currency text        not null
);
create index job_by_client on core.job (client, id);

-- Waiting jobs only: a claim deletes. attempt counts the leases that have ended without a result.
create table core.ready (
    class      int         not null,
    id         uuid        not null,
    attempt    int         not null,
    expires_at timestamptz not null,
    primary key (class, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
create index ready_by_expiry on core.ready (expires_at);

-- Running jobs only: a result deletes. Renewals touch no indexed column.
create table core.lease (
    job_id     uuid primary key,
    id         uuid        not null,
    miner_id   text        not null,
    class      int         not null,
    attempt    int         not null,
    started_at timestamptz not null,
    until      timestamptz not null,
    expires_at timestamptz not null,
    progress   real,
    note       text
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- Append-only, one row per ended job: the accepted result is the signed receipt.
create table core.outcome (
    job_id     uuid primary key,
    state      text        not null constraint outcome_state check (state in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED')),
    miner_id   text,
    attempt    int         not null,
    started_at timestamptz,
    ended_at   timestamptz not null default clock_timestamp(),
    error_code text,
    error      text,
    price      numeric(38, 8),
    receipt_id uuid,
    receipt    json,
    constraint outcome_receipt check ((state = 'COMPLETED') = (receipt is not null))
);
create unique index outcome_by_receipt on core.outcome (receipt_id) where receipt_id is not null;
create index outcome_by_miner on core.outcome (miner_id, job_id) where miner_id is not null;

-- What happened, written by the transaction that made it happen. Readers go by (xid, id) below the oldest running
-- transaction: a plain sequence would let a slow commit slip behind a reader.
create table core.outbox (
    xid     xid8        not null default pg_current_xact_id(),
    id      bigint generated always as identity,
    event   text        not null,
    subject uuid        not null,
    at      timestamptz not null default now(),
    primary key (xid, id)
);

create table core.miner (
    id            text primary key,
    owner         text        not null,
    capabilities  json        not null,
    region        text,
    concurrency   int         not null constraint miner_concurrency check (concurrency > 0),
    public_key    text,
    registered_at timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    deregistered  boolean     not null default false
);
create index miner_by_update on core.miner (updated_at);

-- The part of a miner that changes with each heartbeat; no index covers what changes.
create table core.miner_beat (
    miner_id  text primary key,
    last_seen timestamptz not null,
    online    boolean     not null,
    status    text        not null,
    inflight  int         not null,
    details   json
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

-- Public halves of every key that has signed receipts, so that old receipts stay verifiable.
create table core.receipt_key (
    key_id     text primary key,
    created_at timestamptz not null default now()
);
