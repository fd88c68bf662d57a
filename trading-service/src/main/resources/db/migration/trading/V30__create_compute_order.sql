-- Blocks of GPU hours. A class's row is locked while anything happens to its orders, so each is matched, cancelled or delivered once.
create table trading.compute_class (
    id        text primary key,
    model     text    not null,
    memory_gb numeric not null
);

create table trading.compute_order (
    id             uuid primary key,
    version        int            not null default 0,
    -- in time; a bid that was not delivered keeps it
    place          bigint         generated always as identity,
    side           text           not null,
    gpu_id         uuid,
    gpu_class      text           not null references trading.compute_class,
    hours          numeric(5, 2)  not null,
    max_hours      numeric(18, 8),
    price_per_hour numeric(38, 8) not null,
    not_before     timestamptz    not null,
    not_after      timestamptz    not null,
    region         text,
    owner          text           not null,
    -- what is held for a bid, in its name
    held           numeric(38, 8),
    status         text           not null,
    reason         text,
    created_at     timestamptz    not null,
    closed_at      timestamptz,
    constraint compute_order_side check (side = 'ask' and gpu_id is not null and held is null
        or side = 'bid' and gpu_id is null and held is not null),
    constraint compute_order_status check (status in ('open', 'delivering', 'delivered', 'cancelled', 'expired')),
    constraint compute_order_closed check ((status in ('open', 'delivering')) = (closed_at is null))
);
create unique index already_asked on trading.compute_order (gpu_id, owner) where side = 'ask' and status = 'open';
create index compute_order_open on trading.compute_order (gpu_class) where status = 'open';
create index compute_order_due on trading.compute_order (not_after) where status = 'open';
create index compute_order_of_owner on trading.compute_order (owner, id);

-- What was matched. Each is ordered at marketplace-service under its id, once, and is booked or refused.
create table trading.compute_fill (
    id             uuid primary key,
    version        int            not null default 0,
    bid_id         uuid           not null references trading.compute_order,
    ask_id         uuid           not null references trading.compute_order,
    gpu_id         uuid           not null,
    price_per_hour numeric(38, 8) not null,
    starts_at      timestamptz    not null,
    -- until when it takes time of its ask
    ends_at        timestamptz    not null constraint compute_fill_time check (ends_at > starts_at),
    status         text           not null constraint compute_fill_status check (status in
        ('delivering', 'delivered', 'undelivered')),
    reason         text,
    matched_at     timestamptz    not null,
    booked_until   timestamptz,
    constraint compute_fill_booked check ((status = 'delivered') = (booked_until is not null))
);
-- the money of a bid pays one booking
create unique index already_matched on trading.compute_fill (bid_id) where status <> 'undelivered';
create index compute_fill_of_bid on trading.compute_fill (bid_id);
create index compute_fill_of_ask on trading.compute_fill (ask_id);
create index compute_fill_of_gpu on trading.compute_fill (gpu_id, ends_at);
create index compute_fill_due on trading.compute_fill (starts_at) where status = 'delivering';
