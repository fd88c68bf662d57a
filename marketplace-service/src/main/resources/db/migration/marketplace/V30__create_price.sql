-- How an owner lets prices be made.
create table marketplace.price_strategy (
    owner     text primary key,
    strategy  text           not null,
    min_price numeric(38, 8),
    max_price numeric(38, 8),
    -- of GPUs in these regions only; empty for all
    regions   text[]         not null default '{}',
    set_at    timestamptz    not null default now(),
    constraint price_strategy_range check (min_price is null or max_price is null or min_price < max_price)
);

-- What the market was like for a GPU in an hour, as it was seen last in it.
create table marketplace.price_sample (
    gpu_id      uuid           not null,
    hour        timestamptz    not null,
    price       numeric(38, 8) not null,
    demand      numeric(6, 4)  not null,
    supply      numeric(6, 4)  not null,
    utilisation numeric(6, 4)  not null,
    confidence  numeric(6, 4)  not null,
    strategy    text,
    primary key (gpu_id, hour)
);
create index price_sample_by_hour on marketplace.price_sample (hour);
