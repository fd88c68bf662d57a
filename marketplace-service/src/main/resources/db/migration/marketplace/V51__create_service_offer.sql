-- Services that are sold by the unit, in regions and on chains. Ids are UUID version 7.
create table marketplace.service_offer (
    id              uuid primary key,
    -- who sells, and is paid
    agent           text           not null,
    service_type    text           not null,
    specification   json           not null,
    base_price      numeric(38, 8) not null constraint offer_price check (base_price > 0),
    currency        text           not null,
    capacity        int            not null constraint offer_capacity check (capacity > 0),
    available       int            not null constraint offer_available check (available between 0 and capacity),
    -- empty where it is sold everywhere
    regions         text[]         not null,
    -- what a unit costs there, where it is not the base price
    region_prices   jsonb          not null default '{}',
    chains          bigint[]       not null default '{}',
    chain_prices    jsonb          not null default '{}',
    -- whether the market sets its regional prices anew by itself
    dynamic_pricing boolean        not null,
    created_at      timestamptz    not null default now(),
    updated_at      timestamptz    not null default now(),
    expires_at      timestamptz
);
create index service_offer_by_type on marketplace.service_offer (service_type, id);
create index service_offer_by_agent on marketplace.service_offer (agent, id);

-- A purchase, whose money is held.
create table marketplace.service_transaction (
    id            uuid primary key,
    hold_id       uuid           not null references marketplace.hold,
    -- null where it is an offer of another market
    offer_id      uuid references marketplace.service_offer,
    market        text,
    remote_offer  text,
    -- what the other market calls the purchase; null until it has said so
    remote_id     text,
    buyer         text           not null,
    seller        text           not null,
    service_type  text           not null,
    quantity      int            not null constraint sale_quantity check (quantity > 0),
    unit_price    numeric(38, 8) not null,
    total         numeric(38, 8) not null,
    currency      text           not null,
    source_region text           not null,
    target_region text           not null,
    source_chain  bigint,
    target_chain  bigint,
    -- what the bridge between the chains would take of the total, as it was then
    bridge_fee    numeric(38, 8) not null default 0,
    -- pending: another market has not taken it yet
    state         text           not null constraint sale_state check (state in ('pending', 'active', 'completed', 'cancelled', 'expired')),
    payment       text           not null default 'escrowed' constraint sale_payment check (payment in ('escrowed', 'released', 'refunded')),
    delivery      text           not null default 'pending' constraint sale_delivery check (delivery in ('pending', 'delivered', 'confirmed')),
    created_at    timestamptz    not null default now(),
    updated_at    timestamptz    not null default now(),
    delivered_at  timestamptz,
    -- whether the buyer said that it is what was bought, rather than saying nothing
    confirmed     boolean        not null default false,
    ended_at      timestamptz,
    -- until when it is to be delivered, and after that until when the buyer may look at it
    due_at        timestamptz    not null,
    constraint sale_of_one_market check ((offer_id is null) = (market is not null)),
    constraint sale_paid check ((payment = 'released') = (state = 'completed'))
);
create index sale_by_buyer on marketplace.service_transaction (buyer, id);
create index sale_by_seller on marketplace.service_transaction (seller, id);
create index sale_by_offer on marketplace.service_transaction (offer_id, id);
create index sale_by_time on marketplace.service_transaction (created_at);
create index sale_due on marketplace.service_transaction (due_at) where payment = 'escrowed';

-- Who gets what of a purchase that is paid for; written before the ledger is told.
create table marketplace.service_payout (
    transaction_id uuid           not null references marketplace.service_transaction,
    -- the tier of a royalty, or seller
    tier           text           not null constraint payout_tier check (tier in ('primary', 'secondary', 'tertiary', 'seller')),
    owner          text           not null,
    amount         numeric(38, 8) not null constraint payout_amount check (amount > 0),
    primary key (transaction_id, tier)
);

-- What an admin has set of the market's behaviour; what is not here is as it is by default.
create table marketplace.global_option (
    name       text primary key,
    value      boolean     not null,
    changed_by text        not null,
    updated_at timestamptz not null default now()
);
