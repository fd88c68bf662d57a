-- How far the chain was asked which roots a contract has, and what it answered, so that each block is asked for once until all
-- are asked for again.
create table explorer.root_mark (
    instance int         not null,
    contract text        not null,
    -- up to this block, which no reorganisation replaces any more; the blocks above are asked for each time
    checked  bigint      not null,
    -- of that block; null before one was asked for
    hash     text,
    -- when all were begun to be asked for
    since    timestamptz not null default now(),
    primary key (instance, contract)
);

create table explorer.anchored_root (
    instance         int    not null,
    contract         text   not null,
    block            bigint not null,
    log              bigint not null,
    tree_size        bigint not null,
    root             text   not null,
    transaction_hash text   not null,
    primary key (instance, contract, block, log),
    constraint anchored_root_mark foreign key (instance, contract) references explorer.root_mark on delete cascade
);
