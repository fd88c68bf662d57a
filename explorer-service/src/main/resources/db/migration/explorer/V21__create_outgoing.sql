-- Chains by the hash of their first block: a local chain may be made anew, and its nonces begin again.
create table explorer.chain_instance (
    id       int generated always as identity primary key,
    chain_id bigint      not null,
    genesis  text        not null,
    current  boolean     not null default false,
    since    timestamptz not null default now(),
    constraint chain_instance_once unique (chain_id, genesis)
);
create unique index chain_instance_current on explorer.chain_instance (chain_id) where current;

-- The nonce that an account's next transaction gets; whoever gives one out holds the row.
create table explorer.sender (
    instance   int    not null,
    address    text   not null,
    next_nonce bigint not null,
    primary key (instance, address)
);

-- What is to be done on chains. A row has its nonce from before the first broadcast until it is settled, so whatever is sent
-- for it excludes all else that is. transaction_hash is the attempt that goes or went on chain.
create table explorer.outgoing (
    id               uuid primary key,
    chain_id         bigint      not null,
    sender           text        not null,
    recipient        text,
    value            numeric(78) not null,
    data             bytea       not null,
    gas_limit        bigint,
    purpose          text        not null,
    reference        text        not null,
    state            text        not null default 'queued'
        constraint outgoing_state check (state in ('queued', 'submitted', 'mined', 'confirmed', 'failed', 'cancelled')),
    instance         int,
    nonce            bigint,
    accepted         boolean     not null default false,
    cancelling       boolean     not null default false,
    settled          boolean     not null default false,
    transaction_hash text,
    block_number     bigint,
    block_hash       text,
    gas_used         bigint,
    error            text,
    created_at       timestamptz not null default now(),
    mined_at         timestamptz,
    ended_at         timestamptz,
    constraint outgoing_once unique (purpose, reference),
    constraint outgoing_nonce unique (instance, sender, nonce),
    constraint outgoing_mined check ((block_number is null) = (block_hash is null))
);
create index outgoing_open on explorer.outgoing (chain_id, id) where not settled;
create index outgoing_by_transaction on explorer.outgoing (transaction_hash);

-- Each transaction that was ever signed for a row, byte for byte: all of them have its nonce, so one at most is mined.
create table explorer.attempt (
    hash     text primary key,
    outgoing uuid        not null references explorer.outgoing,
    cancels  boolean     not null,
    raw      bytea       not null,
    tip      numeric(78) not null,
    max_fee  numeric(78) not null,
    gas      bigint      not null,
    head     bigint      not null,
    at       timestamptz not null default now()
);
create index attempt_by_outgoing on explorer.attempt (outgoing, max_fee);
