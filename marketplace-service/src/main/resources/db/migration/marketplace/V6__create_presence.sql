-- When each worker of the market was seen to be there, and when not. Time that no row covers was not observed.
create table marketplace.presence (
    miner_id text        not null,
    since    timestamptz not null,
    online   boolean     not null,
    until    timestamptz not null,
    primary key (miner_id, since, online),
    constraint presence_span check (since <= until)
) with (fillfactor = 70);

-- The reliability of each GPU as it was computed last, so that it can be searched for; null where too little is known.
create table marketplace.score (
    gpu_id      uuid primary key references marketplace.gpu,
    reliability numeric(5, 4),
    at          timestamptz not null
);
