-- Coins that go from one chain to another by two locks with the same hash. The secret is the suite's until it claims for the
-- client. The transactions of a swap are outgoing ones whose reference is its id.
create table explorer.swap (
    id             uuid primary key,
    owner          text        not null,
    idempotency    text,
    wallet         text        not null,
    source_chain   bigint      not null,
    target_chain   bigint      not null,
    recipient      text        not null,
    protocol       text        not null,
    security_level text        not null,
    decimals       int         not null,
    units          numeric(78) not null,
    bridge_fee     numeric(78) not null,
    network_fee    numeric(78) not null,
    secret         bytea       not null,
    hash           bytea       not null,
    target_until   timestamptz not null,
    source_until   timestamptz not null,
    step           text        not null
        constraint swap_step check (step in ('source_lock', 'target_lock', 'target_claim', 'source_claim', 'returning',
                                             'completed', 'cancelled', 'expired', 'failed')),
    outcome        text,
    reason         text,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    ended_at       timestamptz,
    constraint swap_times check (target_until < source_until),
    constraint swap_once unique (owner, idempotency)
);
create index swap_open on explorer.swap (id) where ended_at is null;
create index swap_by_owner on explorer.swap (owner, id);
create index swap_by_time on explorer.swap (created_at);
