-- Keys that this suite signs transactions with, encrypted with the master key; they are never deleted, since money may lie
-- on them. Addresses are lower-case hexadecimal digits with 0x.
create table explorer.account (
    address    text primary key constraint account_address check (address ~ '^0x[0-9a-f]{40}$'),
    chain_id   bigint      not null,
    owner      text        not null,
    secret     bytea       not null,
    created_at timestamptz not null default now()
);
create index account_by_owner on explorer.account (owner, created_at);
-- The suite itself has one account on a chain.
create unique index account_of_suite on explorer.account (chain_id) where owner = 'suite:explorer';
