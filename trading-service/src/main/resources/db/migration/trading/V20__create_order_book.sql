-- Order books. Prices are whole ticks and quantities whole lots, and a tick of a lot has at most 8 decimals: nothing is ever rounded.
create table trading.market (
    id              text primary key,
    base            text           not null,
    quote           text           not null,
    tick            numeric(20, 8) not null constraint market_tick check (tick > 0),
    lot             numeric(20, 8) not null constraint market_lot check (lot > 0),
    min_notional    numeric(20, 8) not null,
    -- an order that would trade at once buys for at most this many times the last price, and sells for at least that part of it
    band            bigint         not null default 5 constraint market_band check (band > 1),
    max_open_orders int            not null default 200,
    maker_fee       numeric(8, 8)  not null default 0     constraint market_maker_fee check (maker_fee between 0 and 0.1),
    taker_fee       numeric(8, 8)  not null default 0.001 constraint market_taker_fee check (taker_fee between 0 and 0.1),
    -- the end of the journal and what it led to, written with each batch of commands
    seq             bigint         not null default 0,
    hash            bytea          not null default '\x00',
    at              timestamptz    not null default now(),
    halted          text,
    last_price      bigint,
    constraint market_exact check (scale(trim_scale(tick * lot)) <= 8),
    constraint market_currencies check (base <> quote)
);
insert into trading.market (id, base, quote, tick, lot, min_notional) values
    ('AITBC-BTC', 'AITBC', 'BTC', 0.00000001, 1, 0.000001),
    ('AITBC-ETH', 'AITBC', 'ETH', 0.00000001, 1, 0.00001),
    ('AITBC-USDT', 'AITBC', 'USDT', 0.0001, 0.01, 0.1),
    ('BTC-USDT', 'BTC', 'USDT', 0.01, 0.00001, 1),
    ('ETH-USDT', 'ETH', 'USDT', 0.01, 0.0001, 1);

-- The journal: all that happens in a market follows from it. Each row's hash covers the row before, so there is no gap and no fork.
create table trading.command (
    market        text        not null references trading.market,
    seq           bigint      not null,
    previous      bigint,
    previous_hash bytea,
    at            timestamptz not null,
    command       text        not null,
    effects       text        not null,
    hash          bytea       not null,
    primary key (market, seq),
    constraint command_hash unique (market, seq, hash),
    constraint command_chained check (seq = 0 and previous is null or previous = seq - 1 and previous_hash is not null),
    constraint command_follows foreign key (market, previous, previous_hash) references trading.command (market, seq, hash)
);
insert into trading.command (market, seq, at, command, effects, hash) select id, 0, at, 'open', '', hash from trading.market;

-- Orders as the journal left them; prices in ticks, quantities in lots. An order's id is that of its reserve in the ledger.
create table trading.spot_order (
    id              uuid primary key,
    market          text        not null references trading.market,
    -- of the command that placed it: its place in time
    seq             bigint      not null,
    owner           text        not null,
    client_order_id text,
    side            text        not null constraint spot_order_side check (side in ('buy', 'sell')),
    price           bigint      not null constraint spot_order_price check (price > 0),
    quantity        bigint      not null constraint spot_order_quantity check (quantity > 0),
    time_in_force   text        not null,
    self_trade      text        not null,
    filled          bigint      not null constraint spot_order_filled check (filled >= 0),
    prevented       bigint      not null constraint spot_order_prevented check (prevented >= 0),
    cancelled       bigint      not null constraint spot_order_cancelled check (cancelled >= 0),
    remaining       bigint      not null constraint spot_order_remaining check (remaining >= 0),
    status          text        not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    constraint spot_order_adds_up check (filled + prevented + cancelled + remaining = quantity),
    constraint spot_order_open check ((status in ('new', 'partially_filled')) = (remaining > 0)),
    constraint spot_order_place unique (market, seq),
    constraint spot_order_client unique (owner, client_order_id)
) with (fillfactor = 70);
create index spot_order_book on trading.spot_order (market, side, price, seq) where remaining > 0;
create index spot_order_of_owner on trading.spot_order (owner, id);

create table trading.fill (
    market     text           not null references trading.market,
    seq        bigint         not null,
    n          int            not null,
    maker      uuid           not null references trading.spot_order,
    taker      uuid           not null references trading.spot_order,
    buyer      text           not null,
    seller     text           not null,
    taker_side text           not null,
    price      bigint         not null constraint fill_price check (price > 0),
    quantity   bigint         not null constraint fill_quantity check (quantity > 0),
    -- of what the buyer gets, in the base currency, and of what the seller gets, in the quote currency
    buyer_fee  numeric(38, 8) not null constraint fill_buyer_fee check (buyer_fee >= 0),
    seller_fee numeric(38, 8) not null constraint fill_seller_fee check (seller_fee >= 0),
    at         timestamptz    not null,
    primary key (market, seq, n),
    constraint fill_of_two check (buyer <> seller)
);
create index fill_by_time on trading.fill (market, at);
create index fill_of_buyer on trading.fill (buyer, at);
create index fill_of_seller on trading.fill (seller, at);

create table trading.prevented_match (
    market   text        not null,
    seq      bigint      not null,
    n        int         not null,
    maker    uuid        not null,
    taker    uuid        not null,
    owner    text        not null,
    price    bigint      not null,
    quantity bigint      not null,
    at       timestamptz not null,
    primary key (market, seq, n)
);

-- What the ledger has still to be told, in the order of the journal; a row goes once the ledger has it.
create table trading.move (
    market text        not null,
    seq    bigint      not null,
    move   text        not null,
    at     timestamptz not null,
    primary key (market, seq)
);

create function trading.refuse_change_of_journal() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger command_append_only before update or delete or truncate on trading.command
    for each statement execute function trading.refuse_change_of_journal();
create trigger fill_append_only before update or delete or truncate on trading.fill
    for each statement execute function trading.refuse_change_of_journal();
create trigger prevented_match_append_only before update or delete or truncate on trading.prevented_match
    for each statement execute function trading.refuse_change_of_journal();
