-- Addresses that settled blocks touched while the chain was read in a hurry: once it is read, each is asked for once, at a block
-- near the head whose state nodes still have, and its last version is completed.
create table explorer.owed_balance (
    chain_id bigint not null,
    address  bytea  not null,
    primary key (chain_id, address)
);
