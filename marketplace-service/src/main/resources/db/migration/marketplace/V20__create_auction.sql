-- What a client wants and providers bid on, or what it bids on one GPU. The id is that of the hold which keeps the most that
-- it can cost.
create table marketplace.auction (
    id                 uuid primary key references marketplace.hold,
    client             text           not null,
    -- the only one that will do: its owner decides; else the client does
    gpu_id             uuid references marketplace.gpu,
    model              text,
    min_memory_gb      numeric(12, 3),
    region             text,
    hours              numeric(18, 8) not null constraint auction_hours check (hours > 0),
    max_price_per_hour numeric(38, 8) not null constraint auction_price check (max_price_per_hour > 0),
    held               numeric(38, 8) not null,
    currency           text           not null,
    notes              text,
    status             text           not null constraint auction_status
        check (status in ('open', 'awarded', 'booked', 'cancelled', 'declined', 'expired')),
    created_at         timestamptz    not null default now(),
    -- of the order while it is open, of the award once there is one
    expires_at         timestamptz    not null,
    -- since when the money is on its way back, or a booking's
    closed_at          timestamptz,
    winner             uuid,
    provider           text,
    awarded_gpu        uuid references marketplace.gpu,
    price_per_hour     numeric(38, 8),
    awarded_at         timestamptz,
    constraint auction_closed check ((closed_at is null) = (status in ('open', 'awarded'))),
    constraint auction_award check ((awarded_at is null) = (winner is null)
        and (status not in ('awarded', 'booked') or (winner is not null and price_per_hour <= max_price_per_hour)))
);
create index auction_by_client on marketplace.auction (client, id);
create index auction_open on marketplace.auction (expires_at) where closed_at is null;
create index auction_by_winner on marketplace.auction (winner) where winner is not null;

create table marketplace.bid (
    id           uuid primary key,
    -- null for a standing bid, which any order may be awarded to as long as it has capacity left
    auction_id   uuid references marketplace.auction,
    gpu_id       uuid references marketplace.gpu,
    -- who made it, and who is paid
    bidder       text           not null,
    provider     text           not null,
    -- GPUs
    capacity     int            not null,
    taken        int            not null default 0,
    price        numeric(38, 8) not null constraint bid_price check (price > 0),
    notes        text,
    status       text           not null constraint bid_status
        check (status in ('pending', 'accepted', 'rejected', 'withdrawn', 'expired')),
    submitted_at timestamptz    not null default now(),
    expires_at   timestamptz    not null,
    decided_at   timestamptz,
    constraint bid_capacity check (capacity > 0 and taken between 0 and capacity and (status <> 'accepted' or taken = capacity)),
    constraint bid_decided check ((status = 'pending') = (decided_at is null))
);
create index bid_by_auction on marketplace.bid (auction_id, id);
create index bid_by_bidder on marketplace.bid (bidder, id);
create index bid_by_provider on marketplace.bid (provider, id);
create index bid_standing on marketplace.bid (price) where auction_id is null and status = 'pending';
create unique index bid_once on marketplace.bid (auction_id, gpu_id) where status = 'pending';
-- an order is won once
create unique index bid_wins on marketplace.bid (auction_id) where status = 'accepted' and auction_id is not null;
alter table marketplace.auction add constraint auction_has_its_winner foreign key (winner) references marketplace.bid;
