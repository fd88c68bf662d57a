-- The sums of settled receipts by hour and model, for hours that are over; nothing settles in them any more.
create table marketplace.price_print (
    start    timestamptz not null,
    model    text        not null,
    paid     numeric     not null,
    seconds  numeric     not null,
    receipts int         not null,
    primary key (start, model)
);

-- One row: before it all hours have been summed up. Without it none has.
create table marketplace.price_printed (
    one   boolean primary key default true constraint price_printed_one check (one),
    until timestamptz not null
);
