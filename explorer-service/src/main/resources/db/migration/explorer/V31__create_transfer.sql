-- What clients have sent from their wallets; the outgoing transaction tells what became of it.
create table explorer.transfer (
    id         uuid primary key references explorer.outgoing,
    owner      text        not null,
    chain_id   bigint      not null,
    kind       text        not null,
    sender     text        not null,
    recipient  text        not null,
    token      text,
    units      numeric(78) not null,
    decimals   int         not null,
    priority   text        not null,
    deadline   timestamptz not null,
    created_at timestamptz not null default now()
);
create index transfer_by_owner on explorer.transfer (owner, id);
create index transfer_by_sender on explorer.transfer (sender, id);
create index transfer_by_deadline on explorer.transfer (deadline);
