create extension if not exists btree_gist;

-- A GPU that is, or was, on the market. Ids are UUID version 7.
create table marketplace.gpu (
    id             uuid primary key,
    -- the principal who is paid
    owner          text           not null,
    -- the worker it is in, and which of that worker's GPUs; null where nobody said
    miner_id       text,
    slot           int            not null default 0,
    model          text           not null,
    memory_gb      numeric(12, 3) not null,
    cuda_version   text,
    region         text,
    price_per_hour numeric(38, 8) not null constraint gpu_price check (price_per_hour >= 0),
    currency       text           not null default 'AITBC',
    min_hours      numeric(12, 4) not null,
    max_hours      numeric(12, 4) not null,
    -- what may be run on it; empty where it takes everything
    models         text[]         not null default '{}',
    interruptible  boolean        not null default true,
    -- in percent of booked time, or null where nothing is promised
    sla            numeric(6, 3),
    capabilities   jsonb          not null default '{}',
    -- whether it may be booked now; an owner can pause it
    offered        boolean        not null default true,
    -- made from what a worker said of itself, rather than by hand
    listed_by_worker boolean      not null default false,
    created_at     timestamptz    not null default now(),
    updated_at     timestamptz    not null default now(),
    -- listings are kept for those who booked them
    removed_at     timestamptz,
    constraint gpu_hours check (0 < min_hours and min_hours <= max_hours)
);
create unique index gpu_by_slot on marketplace.gpu (miner_id, slot) where miner_id is not null and removed_at is null;
create index gpu_by_owner on marketplace.gpu (owner, id) where removed_at is null;

-- The answers of requests that carried an Idempotency-Key.
create table marketplace.answer (
    principal    text        not null,
    key          text        not null,
    request_hash text        not null,
    answer       json        not null,
    created_at   timestamptz not null default now(),
    primary key (principal, key)
);
