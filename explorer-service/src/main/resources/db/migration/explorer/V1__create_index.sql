-- What was read of each chain. Whatever is derived from a block carries its height, so that an orphaned suffix is one range of
-- each table. Hashes and addresses are bytes; amounts are in the smallest unit of the chain or token.

-- How far a chain is read; one row for each, moved by the transaction that writes the blocks.
create table explorer.progress (
    chain_id   bigint primary key,
    first      bigint      not null,
    -- first - 1 while nothing is read
    indexed    bigint      not null,
    hash       bytea,
    -- the node's last block, as it was last seen
    head       bigint      not null,
    reorgs     bigint      not null default 0,
    -- why it goes no further, in words
    halted     text,
    updated_at timestamptz not null default now(),
    constraint progress_place check (indexed >= first - 1 and (indexed < first) = (hash is null))
);

-- No gap can be written: each block but one has the block before it, with the hash that it names.
create table explorer.block (
    chain_id    bigint      not null,
    height      bigint      not null,
    hash        bytea       not null,
    -- null for the first one that was read
    previous    bigint,
    parent_hash bytea       not null,
    at          timestamptz not null,
    proposer    bytea       not null,
    tx_count    int         not null,
    gas_used    numeric(20) not null,
    gas_limit   numeric(20) not null,
    base_fee    numeric(78),
    size        bigint,
    primary key (chain_id, height, hash),
    constraint block_previous check (previous = height - 1),
    constraint block_one_after_another unique nulls not distinct (chain_id, previous),
    constraint block_parent foreign key (chain_id, previous, parent_hash) references explorer.block (chain_id, height, hash)
);
create index block_by_hash on explorer.block (hash);
create index block_by_time on explorer.block (chain_id, at);

alter table explorer.progress add constraint progress_block
    foreign key (chain_id, indexed, hash) references explorer.block (chain_id, height, hash);

create table explorer.transaction (
    chain_id  bigint      not null,
    height    bigint      not null,
    index     int         not null,
    hash      bytea       not null,
    sender    bytea       not null,
    -- of a creation: the new contract
    receiver  bytea,
    creates   boolean     not null,
    value     numeric(78) not null,
    nonce     numeric(20) not null,
    type      int         not null,
    gas_limit numeric(20) not null,
    gas_price numeric(78) not null,
    gas_used  numeric(20) not null,
    fee       numeric(78) not null,
    -- null where the chain does not say so
    success   boolean,
    input     bytea       not null,
    primary key (chain_id, height, index),
    constraint transaction_hash unique (hash, chain_id)
);
create index transaction_by_sender on explorer.transaction (chain_id, sender, height, index);
create index transaction_by_receiver on explorer.transaction (chain_id, receiver, height, index) where receiver is not null;

create table explorer.log (
    chain_id bigint not null,
    height   bigint not null,
    index    int    not null,
    tx_index int    not null,
    address  bytea  not null,
    topic0   bytea,
    topic1   bytea,
    topic2   bytea,
    topic3   bytea,
    data     bytea  not null,
    primary key (chain_id, height, index)
);
create index log_by_address on explorer.log (chain_id, address, height, index);
create index log_by_topic on explorer.log (chain_id, topic0, height, index) where topic0 is not null;

-- Logs that are ERC-20 transfers, read.
create table explorer.token_transfer (
    chain_id  bigint      not null,
    height    bigint      not null,
    index     int         not null,
    tx_index  int         not null,
    token     bytea       not null,
    sender    bytea       not null,
    recipient bytea       not null,
    amount    numeric(78) not null,
    primary key (chain_id, height, index)
);
create index token_transfer_by_token on explorer.token_transfer (chain_id, token, height, index);
create index token_transfer_by_sender on explorer.token_transfer (chain_id, sender, height, index);
create index token_transfer_by_recipient on explorer.token_transfer (chain_id, recipient, height, index);

-- An address after each block that touched it: what it was as of any block is its last version up to there.
create table explorer.address_version (
    chain_id bigint not null,
    address  bytea  not null,
    height   bigint not null,
    -- transactions up to here that it sent or received, or that created it
    tx_count bigint not null,
    -- null where the node had it no more
    balance  numeric(78),
    primary key (chain_id, address, height)
);
create index address_version_by_height on explorer.address_version (chain_id, height, address);
