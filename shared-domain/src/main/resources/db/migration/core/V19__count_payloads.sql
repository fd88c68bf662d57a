-- Of its payload. Null in jobs that were submitted before, and in the runs that check others.
alter table core.job add column bytes int;

-- How many bytes of payloads a client has in jobs that have not ended, and how many it submitted on a day (UTC). Submits add, ends
-- take away. What counts is the sum of a client's rows: sessions write different ones, so that they do not wait for each other.
create table core.payload_use (
    client     text   not null,
    shard      int    not null,
    unfinished bigint not null,
    day        date   not null default (now() at time zone 'utc')::date,
    of_day     bigint not null default 0,
    primary key (client, shard)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

-- Jobs end in many statements, of several services. The settings keep the plan by key, also where it was made while there were no jobs.
create function core.forget_payloads() returns trigger language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
    insert into core.payload_use as u (client, shard, unfinished)
    select j.client, pg_backend_pid() % 16, -sum(j.bytes)
    from ended e join core.job j on j.id = e.job_id where j.bytes is not null group by j.client order by j.client
    on conflict (client, shard) do update set unfinished = u.unfinished + excluded.unfinished;
    return null;
end $$;
create trigger outcome_forget_payloads after insert on core.outcome referencing new table as ended
    for each statement execute function core.forget_payloads();
