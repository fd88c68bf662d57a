-- Minutes that are over. Prices in ticks.
create table trading.candle (
    market text        not null references trading.market,
    start  timestamptz not null,
    open   bigint      not null,
    high   bigint      not null,
    low    bigint      not null,
    close  bigint      not null,
    lots   numeric     not null,
    trades bigint      not null,
    primary key (market, start)
);
