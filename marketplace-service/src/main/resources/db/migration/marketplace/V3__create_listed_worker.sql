-- Which word of each worker the market follows: its listings are as the worker said at that version.
create table marketplace.listed_worker (
    miner_id text primary key,
    -- core.miner.updated_at; null while something is left to do
    version  timestamptz,
    -- an admin wants it listed, though it does not say so itself
    by_admin boolean not null default false
);
create index gpu_by_miner on marketplace.gpu (miner_id, slot, id) where miner_id is not null;
