-- How often the miners have failed that get less for it, as all instances of miner-service see it; no failures where a miner
-- works again.
create table core.failing_miner (
    miner_id     text        primary key,
    failures     int         not null,
    paused_until timestamptz not null
);
create index failing_miner_now on core.failing_miner (paused_until) where failures > 0;
