-- Whether a miner says which of its jobs run. Older ones say nothing while they work: they get a lease for as long as the job
-- may take, and are there as long as they hold it.
alter table core.miner add column keeps_leases boolean not null default false;
