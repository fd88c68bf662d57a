alter table marketplace.booking
    -- as agreed: with what it was made longer by, and without what it was cut short by
    add column hours         numeric(18, 8) not null default 0,
    -- the most that the client lets it cost
    add column spend_cap     numeric(38, 8) constraint booking_spend_cap check (spend_cap > 0),
    add column job_id        text,
    -- time that the GPU was there for the client, counted up to metered_until, when it was looked at last at looked_at
    add column used_micros   bigint         not null default 0,
    add column metered_until timestamptz    not null default now(),
    add column looked_at     timestamptz    not null default now(),
    -- what the client has been told will happen to it
    add column warning       text,
    add column warned_at     timestamptz,
    add column pause_reason  text,
    add column paused_at     timestamptz;

-- what became of it is in marketplace.hold
alter table marketplace.booking_hold
    drop column settled_at,
    drop column paid,
    drop column fee,
    drop column returned;
