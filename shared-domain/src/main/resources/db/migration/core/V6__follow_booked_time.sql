-- What is booked is kept when it is paused, given up or over, so that its jobs can be told from those that wait for their time.
alter table core.reservation add column paused boolean not null default false;
-- Why it ends before it was to, as the market names it; null where it does not.
alter table core.reservation add column close_reason text;
-- Which jobs ask for a booking. The key is JSON.
alter table core.requirement
    add column booking_id uuid generated always as ((key::jsonb #>> '{constraints,booking_id}')::uuid) stored;
create index requirement_by_booking on core.requirement (booking_id) where booking_id is not null;
