-- What is booked is kept when it is paused, given up or over, so that its jobs can be told from those that wait for their time.
alter table core.reservation add column paused boolean not null default false;
-- Why it ends before it was to, as the market names it; null where it does not.
alter table core.reservation add column close_reason text;
-- Which jobs ask for a booking. The key is JSON; it may have a number that jsonb has not, so only what may ask is read.
alter table core.requirement
    add column booking_id uuid generated always as (
        case when strpos(key, '"booking_id"') > 0 then (key::jsonb #>> '{constraints,booking_id}')::uuid end) stored;
create index requirement_by_booking on core.requirement (booking_id) where booking_id is not null;
