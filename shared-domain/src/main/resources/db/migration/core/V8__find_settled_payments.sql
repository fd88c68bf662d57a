-- What was paid for work, by the time of its settlement: the market's price index reads an hour of it.
create index payment_by_settlement on core.payment (settled_at) where status = 'released';
