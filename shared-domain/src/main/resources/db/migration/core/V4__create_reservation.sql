-- A miner's time that is booked. Written by marketplace-service, read by dispatch and at submit.
create table core.reservation (
    booking_id uuid primary key,
    miner_id text not null,
    -- the principal whose jobs may ask for it
    client text not null,
    -- whether nothing of the miner is left: it takes no other jobs meanwhile
    exclusive boolean not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    constraint reservation_has_a_span check (starts_at < ends_at)
);
create index reservation_by_miner on core.reservation (miner_id, ends_at);
create index reservation_by_end on core.reservation (ends_at);
