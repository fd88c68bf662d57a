-- What explorer-service moves on chains, under the same id.
create table trading.settlement (
    id                   uuid primary key,
    version              int             not null default 0,
    owner                text            not null,
    source_chain_id      text            not null,
    target_chain_id      text            not null,
    amount               numeric(38, 18) not null,
    asset_type           text            not null,
    recipient_address    text            not null,
    source_address       text,
    gas_limit            bigint,
    gas_price            numeric(38),
    status               text            not null constraint settlement_status
        check (status in ('pending', 'in_progress', 'completed', 'failed', 'refunded')),
    transaction_hash     text,
    estimated_completion timestamptz,
    created_at           timestamptz     not null,
    -- the last time that it was handed in, whether or not that was answered
    attempted_at         timestamptz,
    completed_at         timestamptz,
    error_message        text,
    as_of                timestamptz
);
create index settlement_by_owner on trading.settlement (owner, id);
create index settlement_open on trading.settlement (created_at) where status in ('pending', 'in_progress');
