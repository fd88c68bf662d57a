-- Workers that were announced as nodes: what was said of them besides.
create table marketplace.node (
    miner_id             text primary key references core.miner,
    capabilities         text[]      not null,
    has_gpu              boolean     not null,
    max_concurrent_tasks int         not null constraint node_tasks check (max_concurrent_tasks > 0),
    updated_at           timestamptz not null default now()
);
