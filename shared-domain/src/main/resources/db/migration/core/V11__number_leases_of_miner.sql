-- Which of the jobs that its miner runs at once this is, from 0 and below the miner's concurrency. Several instances grant leases, and
-- none of them can give a miner more than it runs. Null in leases that were granted before.
alter table core.lease add column slot int;
create unique index lease_by_slot on core.lease (miner_id, slot);
