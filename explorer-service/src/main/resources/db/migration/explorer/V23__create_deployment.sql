-- Contracts that this suite has put on chains; of a contract on a chain, one at a time is not superseded.
create table explorer.deployment (
    id         bigint generated always as identity primary key,
    chain_id   bigint      not null,
    contract   text        not null,
    instance   int         not null,
    outgoing   uuid        not null constraint deployment_once unique references explorer.outgoing,
    address    text,
    superseded boolean     not null default false,
    created_at timestamptz not null default now()
);
create unique index deployment_current on explorer.deployment (chain_id, contract) where not superseded;
