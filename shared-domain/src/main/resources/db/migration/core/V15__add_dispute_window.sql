-- For how many seconds after its result a job's payment may be disputed, as its client said; null for what its price suggests.
alter table core.job add column dispute_window int constraint job_dispute_window check (dispute_window >= 0);
