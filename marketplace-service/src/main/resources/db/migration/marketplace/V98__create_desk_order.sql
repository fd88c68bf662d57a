-- What other services ordered: each id is booked or refused, once.
create table marketplace.desk_order (
    id      uuid primary key,
    -- null for what was booked under the same id
    refusal text,
    at      timestamptz not null default now()
);
