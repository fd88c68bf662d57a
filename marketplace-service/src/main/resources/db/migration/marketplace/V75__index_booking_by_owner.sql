-- Owners list what of theirs is booked, the newest first.
create index booking_by_owner on marketplace.booking (owner, id);
