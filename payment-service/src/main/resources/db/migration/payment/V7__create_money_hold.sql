-- What other services hold for their trade, each under the id of the ledger's hold and of the posting that made it. The
-- decision is kept as it was asked for: what it came to in the ledger depends on the network's fee of that day.
create table payment.money_hold (
    id       uuid primary key,
    at       timestamptz not null default now(),
    decision text,
    fee      numeric(38, 8) constraint money_hold_fee check (fee >= 0),
    constraint money_hold_decided check ((decision is null) = (fee is null))
);
create index money_hold_open on payment.money_hold (at) where decision is null;
