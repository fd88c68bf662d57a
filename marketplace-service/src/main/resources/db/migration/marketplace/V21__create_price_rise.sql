-- What an owner asks for time that is added to a booking. The last one of a booking counts; the booking itself keeps its price.
create table marketplace.price_rise (
    id             uuid primary key,
    booking_id     uuid           not null references marketplace.booking,
    price_per_hour numeric(38, 8) not null constraint price_rise_price check (price_per_hour > 0),
    status         text           not null constraint price_rise_status
        check (status in ('proposed', 'consented', 'declined', 'replaced')),
    proposed_at    timestamptz    not null default now(),
    decided_at     timestamptz,
    constraint price_rise_decided check ((status = 'proposed') = (decided_at is null))
);
create index price_rise_by_booking on marketplace.price_rise (booking_id, id);
create unique index price_rise_open on marketplace.price_rise (booking_id) where status = 'proposed';
