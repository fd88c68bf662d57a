-- AITBC bought with coins. The id is that of the hold on the desk's AITBC.
create table trading.exchange_payment (
    id              uuid primary key references trading.hold,
    version         int            not null default 0,
    user_id         text           not null,
    aitbc_amount    numeric(38, 8) not null,
    btc_amount      numeric(38, 8) not null,
    seller          text           not null,
    payment_address text unique,
    state           text           not null constraint exchange_payment_state
        check (state in ('pending', 'confirming', 'confirmed', 'expired')),
    created         timestamptz    not null,
    expires         timestamptz    not null,
    confirmed       timestamptz,
    confirmations   bigint         not null,
    tx_hash         text,
    received        numeric(38, 8) not null,
    credited        numeric(38, 8) not null,
    fee             numeric(38, 8) not null,
    constraint exchange_payment_confirmed check ((state = 'confirmed') = (confirmed is not null)),
    -- nobody is credited with more than came in
    constraint exchange_payment_credited check (credited between 0 and received)
);
create index exchange_payment_by_user on trading.exchange_payment (user_id, id);
create index exchange_payment_open on trading.exchange_payment (id) where state in ('pending', 'confirming');
create index exchange_payment_ended on trading.exchange_payment (expires) where state in ('confirmed', 'expired');

-- Transfers on the chain that were counted: each once, for one payment.
create table trading.chain_transfer (
    id         text primary key,
    payment_id uuid           not null references trading.exchange_payment,
    amount     numeric(38, 8) not null,
    at         timestamptz    not null
);

-- What of them is whose; sent to payment-service until it is there.
create table trading.chain_credit (
    id        uuid primary key,
    reference text           not null unique,
    owner     text           not null,
    amount    numeric(38, 8) not null check (amount > 0),
    currency  text           not null,
    sent_at   timestamptz
);
create index chain_credit_unsent on trading.chain_credit (id) where sent_at is null;
