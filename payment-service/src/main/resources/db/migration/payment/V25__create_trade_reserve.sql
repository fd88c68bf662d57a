-- Money that is reserved for orders of the order books, each under the id of its order and of the ledger's hold. A row goes when
-- its hold ends, so these are the open ones.
create table payment.trade_reserve (
    id uuid primary key,
    at timestamptz not null default clock_timestamp()
);
create index trade_reserve_by_time on payment.trade_reserve (at);
