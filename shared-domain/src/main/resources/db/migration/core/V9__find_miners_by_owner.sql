-- How many miners an owner has is asked when it registers one more.
create index miner_by_owner on core.miner (owner);
