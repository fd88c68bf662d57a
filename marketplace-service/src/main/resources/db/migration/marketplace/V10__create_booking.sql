-- Booked time of a GPU. A GPU has one booking at a time: the constraint decides, whoever comes at once.
create table marketplace.booking (
    id             uuid primary key,
    gpu_id         uuid           not null references marketplace.gpu,
    client         text           not null,
    -- who is paid: the owner when it was booked
    owner          text           not null,
    tenure         text           not null constraint booking_tenure check (tenure in ('on_demand', 'reserved', 'interruptible')),
    price_per_hour numeric(38, 8) not null,
    currency       text           not null,
    -- ends early when the booking does
    span           tstzrange      not null constraint booking_span check (not isempty(span)),
    state          text           not null constraint booking_state check (state in ('active', 'paused', 'completed', 'cancelled')),
    -- the owner has said that it is there
    confirmed_at   timestamptz,
    -- why it was closed, where not by its end
    close_reason   text,
    created_at     timestamptz    not null default now(),
    ended_at       timestamptz,
    -- seconds that were used and are paid for, and what they cost, once it has ended
    used_seconds   bigint,
    billed         numeric(38, 8),
    constraint booking_alone exclude using gist (gpu_id with =, span with &&) where (state in ('active', 'paused'))
);
create index booking_by_client on marketplace.booking (client, id);
create index booking_by_gpu on marketplace.booking (gpu_id, id);
create index booking_open on marketplace.booking (upper(span)) where state in ('active', 'paused');

-- The money of a booking: what is held for it, and what became of that. A booking that is made longer has several.
create table marketplace.booking_hold (
    id         uuid primary key,
    booking_id uuid           not null references marketplace.booking,
    amount     numeric(38, 8) not null,
    settled_at timestamptz,
    paid       numeric(38, 8),
    fee        numeric(38, 8),
    returned   numeric(38, 8)
);
create index booking_hold_by_booking on marketplace.booking_hold (booking_id);
