-- Disputes about payments. The ledger holds the deposit under an id of its own; an admin pays none.
create table payment.dispute (
    payment    uuid primary key,
    disputant  text        not null,
    by_payer   boolean     not null,
    deposit    uuid        constraint dispute_deposit_unique unique,
    amount     numeric(38, 8),
    -- the job that runs the disputed one again; its money is a payment of its own
    run        uuid        constraint dispute_run_unique unique,
    opened_at  timestamptz not null default clock_timestamp(),
    decided_at timestamptz,
    constraint dispute_deposit check ((deposit is null) = (amount is null))
);
create index dispute_open on payment.dispute (opened_at) where decided_at is null;
