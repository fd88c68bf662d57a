-- Addresses that are paid to, each for one deposit.
create table explorer.deposit (
    id         uuid primary key,
    address    text        not null unique references explorer.account,
    chain_id   bigint      not null,
    token      text,
    decimals   int         not null,
    created_at timestamptz not null default now()
);
create index deposit_by_coin on explorer.deposit (chain_id, token);
