-- Each attempt is paid for what it added to what was handed over to it, as far as it had the time to. What was saved before has
-- no beginning: its time counts from the submit of its job.
alter table core.checkpoint drop constraint checkpoint_pkey, add primary key (job_id, attempt), add column started_at timestamptz;
update core.checkpoint c set started_at = coalesce((select j.requested_at from core.job j where j.id = c.job_id), c.at);
alter table core.checkpoint alter column started_at set not null;
